package io.gunrelay.operator.fleet;

/** The cluster that objects of a fleet live in. */
public sealed interface Site {

  /** The resource's own. */
  record Home() implements Site {}

  /**
   * Another one.
   *
   * @param secret in the resource's namespace, with a kubeconfig that leads there
   * @param key the kubeconfig's
   * @param namespace the one of the objects there
   */
  record Other(String secret, String key, String namespace) implements Site {}
}
