package io.gunrelay.operator.fleet;

import org.jspecify.annotations.Nullable;

/** What an entry is made of. */
public sealed interface Door {

  /**
   * Ingresses.
   *
   * @param className the IngressClass; null for the cluster's default
   */
  record Ingress(@Nullable String className) implements Door {}

  /** Routes of the Gateway API. */
  sealed interface Routes extends Door {}

  /**
   * Routes at a Gateway that is made for them.
   *
   * @param className the GatewayClass
   */
  record OwnGateway(String className) implements Routes {}

  /**
   * Routes at a Gateway of somebody else's.
   *
   * @param namespace null for the fleet's own
   * @param listener null for every one that has the hosts
   */
  record SharedGateway(String name, @Nullable String namespace, @Nullable String listener)
      implements Routes {}
}
