package io.gunrelay.operator.rollout;

import io.gunrelay.api.v1alpha1.RolloutPhase;
import io.gunrelay.operator.fleet.Colour;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A rollout under way.
 *
 * @param colour the new relays'
 * @param from the id of the revision that it set out from
 * @param group of regions that goes through the steps now, from 0
 * @param step from 0
 * @param since when the phase began; later by the time that it waited for regions
 * @param waitingSince when it began to wait for regions that are down, if it does
 * @param moved when clients were handed over last
 * @param failingSince when the new relays began to fail, if they do
 * @param direct whether all clients go at once, to relays that were kept
 * @param sizes how many relays each region had when it began
 * @param ending of one that goes back: how it will have ended
 */
public record Attempt(
    Colour colour,
    String from,
    RolloutPhase phase,
    int group,
    int step,
    Instant startedAt,
    Instant since,
    Optional<Instant> waitingSince,
    Moved moved,
    Optional<Instant> failingSince,
    boolean direct,
    Map<String, Integer> sizes,
    Optional<Ending> ending) {

  public Attempt {
    sizes = Map.copyOf(sizes);
  }

  Attempt enter(RolloutPhase next, Instant now) {
    return at(next, group, step, now, ending);
  }

  Attempt atStep(RolloutPhase next, int ofGroup, int which, Instant now) {
    return at(next, ofGroup, which, now, ending);
  }

  Attempt back(Ending how, Instant now) {
    return at(RolloutPhase.RollingBack, group, step, now, Optional.of(how));
  }

  Attempt with(Moved lately) {
    return new Attempt(
        colour,
        from,
        phase,
        group,
        step,
        startedAt,
        since,
        waitingSince,
        lately,
        failingSince,
        direct,
        sizes,
        ending);
  }

  /** Of one that begins to fail, or does so no more. */
  Attempt failing(Optional<Instant> begin) {
    return timed(since, waitingSince, begin);
  }

  /** Of one that begins to wait for regions: its clock stands still. */
  Attempt waiting(Instant now) {
    return timed(since, Optional.of(now), failingSince);
  }

  /** Of one that goes on, as if no time had passed. */
  Attempt goingOn(Instant now) {
    var waited = Duration.between(waitingSince.orElse(now), now);
    return timed(
        since.plus(waited), Optional.empty(), failingSince.map(begin -> begin.plus(waited)));
  }

  private Attempt timed(Instant begun, Optional<Instant> waits, Optional<Instant> fails) {
    return new Attempt(
        colour, from, phase, group, step, startedAt, begun, waits, moved, fails, direct, sizes,
        ending);
  }

  private Attempt at(RolloutPhase next, int ofGroup, int which, Instant now, Optional<Ending> how) {
    return new Attempt(
        colour,
        from,
        next,
        ofGroup,
        which,
        startedAt,
        now,
        Optional.empty(),
        moved,
        Optional.empty(),
        direct,
        sizes,
        how);
  }
}
