package io.gunrelay.operator.failover;

import java.time.Instant;
import java.util.Optional;

/**
 * What is remembered of a region.
 *
 * @param since when it came to the phase, or to the step of it
 * @param target which region serves its clients, where another one does
 * @param share what it is to have of its clients while it gets them back, in percent
 * @param asked whether somebody asked for the switch
 * @param watch of the switch, from the first doubt on
 */
public record Stand(
    Phase phase,
    Instant since,
    Optional<String> target,
    int share,
    boolean asked,
    Optional<Watch> watch) {

  /** Serves its clients. */
  public static Stand healthy(Instant now) {
    return new Stand(Phase.HEALTHY, now, Optional.empty(), 100, false, Optional.empty());
  }

  /** When its clients were led elsewhere last; when it came to its phase, if they were not. */
  public Instant begun() {
    return watch.flatMap(Watch::switched).orElse(since);
  }

  Stand enter(Phase next, Instant now) {
    return new Stand(next, now, target, share, asked, watch);
  }

  Stand with(Watch now) {
    return new Stand(phase, since, target, share, asked, Optional.of(now));
  }

  Stand servedBy(String region, boolean asks) {
    return new Stand(phase, since, Optional.of(region), 0, asks, watch);
  }

  Stand sharing(int percent, Instant now) {
    return new Stand(phase, now, target, percent, asked, watch);
  }
}
