package io.gunrelay.operator.failover;

import java.time.Instant;
import java.util.Optional;

/**
 * The stopwatch of a switch.
 *
 * @param missed when observers agreed for the first time that the region is down; of a switch that
 *     somebody asked for, when it was decided
 * @param suspected when that was noticed
 * @param confirmed when they had done so for long enough
 * @param fenced when the region's relays acknowledged nothing by themselves any more
 * @param switched when it was decided to lead clients elsewhere
 * @param verified when an observer wrote and read by the region's entry again
 */
public record Watch(
    Instant missed,
    Optional<Instant> suspected,
    Optional<Instant> confirmed,
    Optional<Instant> fenced,
    Optional<Instant> switched,
    Optional<Instant> verified) {

  static Watch started(Instant now) {
    return new Watch(
        now,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  Watch suspected(Instant now) {
    return new Watch(missed, Optional.of(now), confirmed, fenced, switched, verified);
  }

  Watch confirmed(Instant now) {
    return new Watch(missed, suspected, Optional.of(now), fenced, switched, verified);
  }

  Watch fenced(Instant now) {
    return new Watch(missed, suspected, confirmed, Optional.of(now), switched, verified);
  }

  Watch switched(Instant now) {
    return new Watch(missed, suspected, confirmed, fenced, Optional.of(now), verified);
  }

  Watch verified(Instant now) {
    return new Watch(missed, suspected, confirmed, fenced, switched, Optional.of(now));
  }
}
