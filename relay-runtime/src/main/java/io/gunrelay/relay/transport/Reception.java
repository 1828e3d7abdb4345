package io.gunrelay.relay.transport;

import io.gunrelay.relay.limits.ClientLimits;

/**
 * How clients are met now, and what each may take. Thread-safe; for many readers and one writer.
 */
final class Reception {
  private volatile ClientLimits limits;
  private volatile Edge edge;

  Reception(ClientLimits limits, Edge edge) {
    this.limits = limits;
    this.edge = edge;
  }

  ClientLimits limits() {
    return limits;
  }

  Edge edge() {
    return edge;
  }

  /** Other terms, from now on. */
  void take(ClientLimits otherLimits, Edge otherEdge) {
    limits = otherLimits;
    edge = otherEdge;
  }
}
