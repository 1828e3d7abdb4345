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
 * @param link how this relay is linked with it; null if this relay is of a version that does not
 *     say so
 * @param silentMs how long ago it last said anything, in milliseconds, by the clock that is meant
 *     by {@code lastHeard}; null if it never did, or if this relay is of a version that does not
 *     say so
 */
public record PeerReport(
    String address,
    boolean connected,
    @Nullable Instant lastHeard,
    @Nullable RelayReport report,
    @Nullable PeerLink link,
    @Nullable Long silentMs) {

  /** One of a version that does not say how long the other one has been silent. */
  public PeerReport(
      String address,
      boolean connected,
      @Nullable Instant lastHeard,
      @Nullable RelayReport report,
      @Nullable PeerLink link) {
    this(address, connected, lastHeard, report, link, null);
  }
}
