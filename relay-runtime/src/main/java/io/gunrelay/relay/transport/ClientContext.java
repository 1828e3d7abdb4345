package io.gunrelay.relay.transport;

import io.gunrelay.relay.drain.Drains;
import io.gunrelay.relay.graph.Graph;
import io.gunrelay.relay.limits.ClientLimits;
import io.gunrelay.relay.wire.MessageIds;

/**
 * What all connections of a relay share.
 *
 * @param pid the id by which the relay introduces itself
 */
record ClientContext(
    Graph graph,
    PutChecks checks,
    Reception reception,
    String pid,
    MessageIds ids,
    SeededHash hashes,
    TransportMetrics metrics,
    EntryCounts entries,
    Observation observation,
    Admission admission,
    Drains drains) {

  /** As they are now. */
  ClientLimits limits() {
    return reception.limits();
  }

  /** As it is now. */
  Edge edge() {
    return reception.edge();
  }
}
