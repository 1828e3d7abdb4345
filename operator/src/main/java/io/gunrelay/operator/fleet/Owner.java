package io.gunrelay.operator.fleet;

/**
 * The resource that objects are made for, as it is seen from the cluster that they live in.
 *
 * @param namespace of the objects
 * @param name the resource's
 * @param uid the resource's
 * @param site the cluster of the objects
 */
public record Owner(String namespace, String name, String uid, Site site) {

  /** In the resource's own cluster. */
  public Owner(String namespace, String name, String uid) {
    this(namespace, name, uid, new Site.Home());
  }

  /** The same, as it is seen from a cluster. */
  public Owner at(Site cluster) {
    return switch (cluster) {
      case Site.Home home -> this;
      case Site.Other other -> new Owner(other.namespace(), name, uid, cluster);
    };
  }
}
