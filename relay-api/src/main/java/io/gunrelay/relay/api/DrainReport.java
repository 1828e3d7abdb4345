package io.gunrelay.relay.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far the latest drain is.
 *
 * @param state whether there is one, and whether it goes on
 * @param startedAt null when there was none
 * @param share of the clients that are to leave
 * @param rate clients that are told in a second
 * @param clients who are here now
 * @param wanted how many are to leave
 * @param told how many were told so
 * @param moved how many of them left
 * @param returned how many were led back here by the URL that they were given
 * @param stayed how many did not leave although they were told, or cannot be told where to go
 * @param entry the host by which those came who are to leave; null when it does not matter, or when
 *     the relay is of a version that does not say so
 */
public record DrainReport(
    State state,
    @Nullable Instant startedAt,
    double share,
    int rate,
    long clients,
    long wanted,
    long told,
    long moved,
    long returned,
    long stayed,
    @Nullable String entry) {

  /** One of clients that came by any host. */
  public DrainReport(
      State state,
      @Nullable Instant startedAt,
      double share,
      int rate,
      long clients,
      long wanted,
      long told,
      long moved,
      long returned,
      long stayed) {
    this(state, startedAt, share, rate, clients, wanted, told, moved, returned, stayed, null);
  }

  /** Whether a drain goes on. */
  public enum State {
    /** None since the start. */
    NONE,
    /** Clients are being told to leave. */
    MOVING,
    /** As many left as were to, or nobody is left who would. A whole drain goes on watching. */
    DONE,
    /** It was stopped. */
    STOPPED
  }
}
