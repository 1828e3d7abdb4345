package io.gunrelay.relay.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A relay's view of its region: itself, and each peer as it last heard of it.
 *
 * @param self the relay that was asked
 * @param peers the other relays that it replicates with, in no order
 * @param vector how far the relay is; null when it does not say so
 */
public record RegionReport(
    RelayReport self, List<PeerReport> peers, @Nullable VectorReport vector) {}
