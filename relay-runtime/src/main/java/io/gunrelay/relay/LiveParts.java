package io.gunrelay.relay;

import io.gunrelay.relay.config.EdgeConfig;
import io.gunrelay.relay.config.RelayConfig;
import io.gunrelay.relay.drain.Drains;
import io.gunrelay.relay.fence.Fence;
import io.gunrelay.relay.sea.Sea;
import io.gunrelay.relay.transport.ClientPort;
import io.gunrelay.relay.transport.Edge;

/** The parts of a relay that take other values while they run. */
record LiveParts(ClientPort clients, Sea sea, Drains drains, Fence fence) {

  /** Other values are in force from now on; those that take a restart are not looked at. */
  void take(RelayConfig next) {
    EdgeConfig edge = next.edge();
    Edge present = clients.edge();
    present.limits().take(edge.limits());
    clients.take(
        next.clientLimits(),
        present.with(edge.proxies(), edge.proxyProtocol(), edge.origins(), edge.entries()));
    sea.take(next.sea());
    drains.take(next.drain());
    fence.take(next.replication().fence());
  }
}
