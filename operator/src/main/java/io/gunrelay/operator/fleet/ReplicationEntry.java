package io.gunrelay.operator.fleet;

import java.util.Map;

/** How relays of other clusters come to a region's. */
public sealed interface ReplicationEntry {

  /** What a region has that says nothing. */
  ReplicationEntry DEFAULT = new LoadBalancer(Map.of());

  /**
   * By a Service that the cluster gives an address.
   *
   * @param annotations the Service's
   */
  record LoadBalancer(Map<String, String> annotations) implements ReplicationEntry {
    public LoadBalancer {
      annotations = Map.copyOf(annotations);
    }
  }

  /**
   * By a way that is made elsewhere.
   *
   * @param address host and port
   */
  record Endpoint(String address) implements ReplicationEntry {}
}
