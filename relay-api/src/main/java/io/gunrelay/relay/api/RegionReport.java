package io.gunrelay.relay.api;

import java.util.List;

/**
 * A relay's view of its region: itself, and each peer as it last heard of it.
 *
 * @param self the relay that was asked
 * @param peers the other relays that it replicates with, in no order
 */
public record RegionReport(RelayReport self, List<PeerReport> peers) {}
