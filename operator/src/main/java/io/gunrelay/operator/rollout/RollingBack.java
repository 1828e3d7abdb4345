package io.gunrelay.operator.rollout;

import io.gunrelay.api.v1alpha1.FailedRevisionStatus;
import io.gunrelay.api.v1alpha1.PastRolloutStatus;
import io.gunrelay.operator.rollout.Sight.RegionSight;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The former relays, which still run, take all clients again. */
record RollingBack(Scene scene) implements State {

  /** Until proxies lead new connections back; it is in a hurry. */
  private static final Duration ENTRIES = Duration.ofSeconds(1);

  /** Who has not left by then is handed over when the relays of the revision end. */
  private static final Duration PATIENCE = Duration.ofSeconds(45);

  @Override
  public Turn next() {
    var since = scene.attempt().since();
    var ending = scene.attempt().ending().orElseThrow();
    if (canOthersServe() && (isOver() || !scene.now().isBefore(since.plus(PATIENCE)))) {
      return Rollouts.next(rolledBack(ending), scene.sight());
    }
    var mayMove =
        !scene.now().isBefore(since.plus(ENTRIES)) && haveArrived(scene.attempt().moved().at());
    return scene.stay(
        scene.sharesEverywhere(0),
        mayMove,
        Pace.HURRIED,
        "goes back: " + ending.why(),
        scene.now().plus(Duration.ofMillis(500)));
  }

  /** Whether those who were told last are here, and reports tell of it. */
  private boolean haveArrived(Instant movedAt) {
    return movedAt.isBefore(scene.attempt().since())
        || (!scene.now().isBefore(movedAt.plus(Scene.ARRIVAL)) && scene.haveArrived());
  }

  /** The relays of the revision stay as long as they are the only ones of a region. */
  private boolean canOthersServe() {
    return scene.sight().regions().stream()
        .allMatch(region ->
            region.set(scene.course().serving()).ready() > 0
                || region.set(scene.candidate()).ready() == 0);
  }

  /** Whether nobody is there any more, or nobody who could be told. */
  private boolean isOver() {
    return scene.sight().regions().stream().allMatch(this::isLeft);
  }

  private boolean isLeft(RegionSight region) {
    var set = region.set(scene.candidate());
    return region.known()
        ? set.movable() == 0 && !set.isHandingOver()
        : set.ready() == 0 && set.clients() == 0;
  }

  private Course rolledBack(Ending ending) {
    var course = scene.course();
    var taken = course.revision(scene.candidate());
    var now = scene.now().toString();
    return course.rolledBack(
        ending.isLatched()
            ? Optional.of(
                new FailedRevisionStatus(
                    taken.id(), taken.version(), ending.why(), now, scene.sight().asks().retry()))
            : course.failed(),
        new PastRolloutStatus(
            taken.id(),
            taken.version(),
            course.revision(course.serving()).version(),
            scene.attempt().startedAt().toString(),
            now,
            ending.outcome(),
            ending.why()));
  }
}
