package io.gunrelay.relay.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Another relay as this one last heard of it.
 *
 * @param address host:port of its replication port
 * @param connected whether changes flow now
 * @param lastHeard when it last said anything; null if it never did
 * @param report what it said of itself; null if it never did
 */
public record PeerReport(
    String address, boolean connected, @Nullable Instant lastHeard, @Nullable RelayReport report) {}
