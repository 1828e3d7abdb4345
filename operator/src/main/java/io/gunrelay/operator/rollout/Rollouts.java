package io.gunrelay.operator.rollout;

import io.gunrelay.api.v1alpha1.FailedRevisionStatus;
import io.gunrelay.api.v1alpha1.RolloutOutcome;
import io.gunrelay.api.v1alpha1.RolloutPhase;
import io.gunrelay.operator.fleet.Colour;
import io.gunrelay.operator.rollout.Sight.RegionSight;
import io.gunrelay.operator.rollout.Turn.Move;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Decides how a fleet goes from one revision to the next. */
public final class Rollouts {

  private final Course course;
  private final Sight sight;

  private Rollouts(Course course, Sight sight) {
    this.course = course;
    this.sight = sight;
  }

  /** Decides once. */
  public static Turn next(Course course, Sight sight) {
    var rollouts = new Rollouts(course, sight);
    return course.attempt().map(rollouts::goOn).orElseGet(rollouts::calm);
  }

  private Turn goOn(Attempt attempt) {
    var scene = new Scene(course, attempt, sight);
    if (attempt.phase() != RolloutPhase.RollingBack) {
      var revision = scene.revision();
      if (sight.asks().aborts(revision)) {
        return scene.back(RolloutOutcome.Aborted, "an annotation asks for it");
      }
      if (!isWished(revision)) {
        return scene.back(
            RolloutOutcome.Superseded,
            "spec asks for version %s, revision %s, now"
                .formatted(sight.wanted().version(), sight.wanted().id()));
      }
    }
    return State.of(scene.clocked()).next();
  }

  /** Whether spec asks for it, or for one that was taken back. */
  private boolean isWished(String revision) {
    return sight.wanted().id().equals(revision) || isTakenBack();
  }

  private boolean isTakenBack() {
    return course
        .failed()
        .filter(failed -> failed.revision().equals(sight.wanted().id()))
        .filter(
            failed -> Objects.requireNonNullElse(failed.retry(), "").equals(sight.asks().retry()))
        .isPresent();
  }

  private Turn calm() {
    var expired = course.kept().filter(kept -> !sight.now().isBefore(kept.until()));
    if (expired.isPresent()) {
      return next(course.without(expired.get()), sight);
    }
    if (isTakenBack()) {
      var failed = course.failed().orElseThrow();
      return stay(
          course,
          "revision %s, version %s, was taken back and is not tried again until spec asks for"
                  .formatted(failed.revision(), failed.version())
              + " another one, or gunrelay.io/retry says something new: "
              + failed.message());
    }
    var wanted = sight.wanted();
    if (wanted.id().equals(course.revision(course.serving()).id())) {
      return course
          .kept()
          .flatMap(kept -> whyBackTo(kept).map(ending -> goBackTo(kept, ending)))
          .orElseGet(() -> stay(course.with(course.serving(), wanted).with(Optional.empty()), ""));
    }
    if (!sight.strategy().isStepwise() || course.serving() == Colour.NONE || isNobodyServed()) {
      return stay(course.with(course.serving(), wanted).with(Optional.empty()), "");
    }
    return begin();
  }

  /** As long as no relay takes clients there is nobody whom a new revision could disturb. */
  private boolean isNobodyServed() {
    return sight.regions().stream()
        .map(region -> region.set(course.serving()))
        .allMatch(set -> set.ready() == 0 && set.clients() == 0);
  }

  private Turn begin() {
    var colour = course.serving().other();
    var direct =
        course
            .kept()
            .filter(kept -> course.revision(kept.colour()).id().equals(sight.wanted().id()))
            .isPresent();
    if (!direct && !sight.down().isEmpty() && !sight.asks().promotes(sight.wanted().id())) {
      return putOff();
    }
    return begin(course.with(colour, sight.wanted()).with(Optional.empty()), colour, direct);
  }

  /** Others serve the clients of regions that are down, and are not to be replaced meanwhile. */
  private Turn putOff() {
    var stay =
        stay(
            course,
            "%s; gunrelay.io/promote: %s begins it now"
                .formatted(Words.awaited(sight.down()), sight.wanted().id()));
    return stay.puttingOff(sight.wanted(), sight.now().plus(Awaited.LOOK));
  }

  /** Why clients are to go back to relays that are kept. */
  private Optional<String> whyBackTo(Kept kept) {
    return sight.asks().aborts(sight.wanted().id())
        ? Optional.of("an annotation asks for it")
        : sight.regions().stream()
            .filter(region ->
                region.reachable()
                    && region.healthy()
                    && region.desired() > 0
                    && region.set(course.serving()).ready() == 0
                    && region.set(kept.colour()).ready() > 0)
            .findFirst()
            .map(region -> "no relay of it is ready in " + region.name());
  }

  private Turn goBackTo(Kept kept, String why) {
    var left = sight.wanted();
    return begin(
        course.with(
            Optional.of(
                new FailedRevisionStatus(
                    left.id(), left.version(), why, sight.now().toString(), sight.asks().retry()))),
        kept.colour(),
        true);
  }

  private Turn begin(Course from, Colour colour, boolean direct) {
    var attempt =
        new Attempt(
            colour,
            from.revision(from.serving()).id(),
            RolloutPhase.Starting,
            0,
            0,
            sight.now(),
            sight.now(),
            Optional.empty(),
            Moved.NEVER,
            Optional.empty(),
            direct,
            sizes(),
            Optional.empty());
    return next(
        new Course(
            from.serving(),
            from.revisions(),
            Optional.of(attempt),
            Optional.empty(),
            from.failed(),
            from.past()),
        direct ? sight : sight.without(colour));
  }

  private Map<String, Integer> sizes() {
    var sizes = new LinkedHashMap<String, Integer>();
    for (RegionSight region : sight.regions()) {
      sizes.put(region.name(), region.set(course.serving()).size());
    }
    return sizes;
  }

  private Turn stay(Course from, String why) {
    return new Turn(from, Map.of(), leftBehind(from), why, from.kept().map(Kept::until));
  }

  /** Clients that former relays have still, as some came while the last ones were told to leave. */
  private List<Move> leftBehind(Course from) {
    return from.kept().stream()
        .flatMap(kept ->
            sight.regions().stream()
                .map(
                    region -> new Shares(region, from.serving(), kept.colour(), 0, true, false, 0)))
        .filter(shares -> !shares.areReached())
        .flatMap(shares -> shares.moves(Pace.HURRIED).stream())
        .toList();
  }
}
