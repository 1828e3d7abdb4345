package io.gunrelay.operator.report;

import io.gunrelay.api.v1alpha1.ColourRole;
import io.gunrelay.api.v1alpha1.ColourStatus;
import io.gunrelay.api.v1alpha1.PastRolloutStatus;
import io.gunrelay.api.v1alpha1.RolloutRegionStatus;
import io.gunrelay.api.v1alpha1.RolloutStatus;
import io.gunrelay.api.v1alpha1.RolloutVerdict;
import io.gunrelay.operator.decide.Progress;
import io.gunrelay.operator.fleet.Colour;
import io.gunrelay.operator.rollout.Attempt;
import io.gunrelay.operator.rollout.Course;
import io.gunrelay.operator.rollout.Ending;
import io.gunrelay.operator.rollout.Judged;
import io.gunrelay.operator.rollout.Kept;
import io.gunrelay.operator.rollout.Moved;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns the course of a fleet's revisions into what the status remembers of it. */
final class RolloutStatuses {

  private RolloutStatuses() {}

  static List<ColourStatus> colours(Course course) {
    return course.colours().stream().map(colour -> colour(course, colour)).toList();
  }

  private static ColourStatus colour(Course course, Colour colour) {
    var revision = course.revision(colour);
    return new ColourStatus(
        colour == Colour.NONE ? null : colour.label(),
        role(course, colour),
        revision.id(),
        revision.version(),
        course
            .kept()
            .filter(kept -> kept.colour() == colour)
            .map(Kept::until)
            .map(Instant::toString)
            .orElse(null),
        colour == Colour.NONE ? null : revision.text());
  }

  private static ColourRole role(Course course, Colour colour) {
    if (colour == course.serving()) {
      return ColourRole.Serving;
    }
    return course.attempt().isPresent() ? ColourRole.Candidate : ColourRole.Previous;
  }

  static @Nullable RolloutStatus rollout(Progress progress) {
    return progress
        .turn()
        .course()
        .attempt()
        .map(attempt -> rollout(progress, attempt))
        .orElse(null);
  }

  private static RolloutStatus rollout(Progress progress, Attempt attempt) {
    var revision = progress.turn().candidate();
    return new RolloutStatus(
        revision.id(),
        revision.version(),
        attempt.from(),
        attempt.phase(),
        attempt.step() + 1,
        attempt.direct() ? 1 : progress.steps(),
        attempt.group() + 1,
        attempt.startedAt().toString(),
        attempt.since().toString(),
        attempt.waitingSince().map(Instant::toString).orElse(null),
        attempt.moved().equals(Moved.NEVER) ? null : attempt.moved().at().toString(),
        orNull(attempt.moved().of()),
        orNull(attempt.moved().pace()),
        progress.turn().why(),
        attempt.ending().map(Ending::outcome).orElse(null),
        attempt.ending().map(Ending::why).orElse(null),
        attempt.direct() ? Boolean.TRUE : null,
        verdict(progress.judged(), attempt),
        progress.regions().stream().map(region -> region(progress, attempt, region)).toList());
  }

  private static @Nullable Long orNull(long number) {
    return number == 0 ? null : (Long) number;
  }

  private static RolloutVerdict verdict(Judged judged, Attempt attempt) {
    return new RolloutVerdict(
        judged.result(),
        judged.why(),
        judged.figures().isEmpty() ? null : judged.figures(),
        attempt.failingSince().map(Instant::toString).orElse(null));
  }

  private static RolloutRegionStatus region(
      Progress progress, Attempt attempt, Progress.OfRegion region) {
    return new RolloutRegionStatus(
        region.name(),
        progress.turn().way(region.name()).percent(),
        region.clients(),
        region.formerClients(),
        attempt.sizes().get(region.name()));
  }

  static @Nullable List<PastRolloutStatus> past(Course course) {
    return course.past().isEmpty() ? null : course.past();
  }
}
