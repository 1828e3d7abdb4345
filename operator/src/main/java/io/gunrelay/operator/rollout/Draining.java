package io.gunrelay.operator.rollout;

import io.gunrelay.api.v1alpha1.PastRolloutStatus;
import io.gunrelay.api.v1alpha1.RolloutOutcome;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** The last clients leave the former relays, which are then kept for a while or removed. */
record Draining(Scene scene) implements State {

  /** Who has not left by then is closed when the former relays end. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @Override
  public Turn next() {
    var shares = scene.sharesEverywhere(100);
    var interrupted = scene.interrupted(shares);
    if (interrupted.isPresent()) {
      return interrupted.get();
    }
    var since = scene.attempt().since();
    var isEmpty =
        scene.sight().regions().stream()
            .filter(Scene::isWaitedFor)
            .map(region -> shares.get(region.name()))
            .flatMap(Stream::ofNullable)
            .allMatch(Shares::areReached);
    if (canNewOnesServe()
        && ((isEmpty && !scene.now().isBefore(since.plus(Scene.ENTRIES)))
            || !scene.now().isBefore(since.plus(PATIENCE)))) {
      return Rollouts.next(completed(), scene.sight());
    }
    return scene.stay(
        shares,
        scene.mayMove(),
        "waits until the last clients have left the former relays",
        scene.now().plus(Duration.ofSeconds(1)));
  }

  /** The former relays stay as long as they are the only ones of a region. */
  private boolean canNewOnesServe() {
    return scene.sight().regions().stream()
        .allMatch(region ->
            region.desired() == 0
                || region.set(scene.candidate()).ready() > 0
                || region.set(scene.course().serving()).ready() == 0);
  }

  private Course completed() {
    var course = scene.course();
    var keep = scene.sight().strategy().keepPrevious();
    var former = course.revision(course.serving()).id();
    var isBad = course.failed().filter(failed -> failed.revision().equals(former)).isPresent();
    var now = course.revision(scene.candidate());
    return course.completed(
        keep.isZero() || isBad
            ? Optional.empty()
            : Optional.of(new Kept(course.serving(), scene.now().plus(keep))),
        new PastRolloutStatus(
            now.id(),
            now.version(),
            course.revision(course.serving()).version(),
            scene.attempt().startedAt().toString(),
            scene.now().toString(),
            RolloutOutcome.Completed,
            null));
  }
}
