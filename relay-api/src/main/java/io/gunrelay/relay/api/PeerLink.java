package io.gunrelay.relay.api;

import org.jspecify.annotations.Nullable;

/**
 * How a relay is linked with another one.
 *
 * @param state whether it takes from that one
 * @param region where the other one is; null as long as it never said so
 * @param behind what this relay lacks of what the other one has; null without a link, and as long
 *     as the other one has not said how far it is
 * @param unconfirmedBytes what this relay has in hand for the other one, or has sent it and is not
 *     stored there; null when the other one does not take from this relay
 */
public record PeerLink(
    State state,
    @Nullable String region,
    @Nullable Behind behind,
    @Nullable Long unconfirmedBytes) {

  /** Whether a relay takes from another one. */
  public enum State {
    /** Changes flow. */
    LINKED,
    /** It is there and of another region; this relay is linked with others of that region. */
    STANDBY,
    /** It cannot be reached. */
    UNREACHABLE
  }

  /**
   * What is missing.
   *
   * @param changes as many, of which some may be superseded
   * @param bytes that are on their way
   * @param milliseconds how long ago nothing was missing
   */
  public record Behind(long changes, long bytes, long milliseconds) {}
}
