package io.gunrelay.operator.failover;

import java.time.Instant;
import java.util.Optional;

/**
 * The stopwatch of a switch.
 *
 * @param missed when observers agreed for the first time that the region is down; of a switch that
 *     somebody asked for, when it was decided
 * @param confirmed when they had done so for long enough
 * @param switched when it was decided to lead clients elsewhere
 * @param verified when an observer wrote and read by the region's entry again
 */
public record Watch(
    Instant missed,
    Optional<Instant> confirmed,
    Optional<Instant> switched,
    Optional<Instant> verified) {

  static Watch started(Instant now) {
    return new Watch(now, Optional.empty(), Optional.empty(), Optional.empty());
  }

  Watch confirmed(Instant now) {
    return new Watch(missed, Optional.of(now), switched, verified);
  }

  Watch switched(Instant now) {
    return new Watch(missed, confirmed, Optional.of(now), verified);
  }

  Watch verified(Instant now) {
    return new Watch(missed, confirmed, switched, Optional.of(now));
  }
}
