package io.gunrelay.operator.rollout;

import io.gunrelay.api.v1alpha1.RolloutOutcome;
import io.gunrelay.api.v1alpha1.RolloutPhase;
import io.gunrelay.operator.rollout.Sight.RegionSight;
import java.util.Optional;

/** Why clients of new relays are to go back. */
final class Health {

  private Health() {}

  static Optional<Ending> trouble(Scene scene) {
    return down(scene)
        .or(() ->
            Optional.of(scene.sight().judged())
                .filter(judged -> judged.isGrave() && !scene.attempt().direct())
                .map(judged -> new Ending(RolloutOutcome.Failed, judged.why())));
  }

  /** That none of them is ready where there should be some. */
  static Optional<Ending> down(Scene scene) {
    return scene.sight().regions().stream()
        .filter(region -> isDown(scene, region))
        .findFirst()
        .map(region ->
            new Ending(
                RolloutOutcome.Failed,
                "no relay of it is ready in %s%s"
                    .formatted(
                        region.name(),
                        region
                            .set(scene.candidate())
                            .obstacle()
                            .map(found -> ": " + found.message())
                            .orElse(""))));
  }

  /**
   * Where former relays serve and new ones were to. Of a region that is down, or has just been, it
   * tells nothing that some of its relays are back sooner than others.
   */
  private static boolean isDown(Scene scene, RegionSight region) {
    var attempt = scene.attempt();
    var isReached =
        scene.groups().stream()
            .limit(attempt.group() + (attempt.phase() == RolloutPhase.Starting ? 0L : 1L))
            .anyMatch(group -> group.contains(region.name()));
    return isReached
        && region.healthy()
        && region.desired() > 0
        && region.set(scene.candidate()).ready() == 0
        && region.set(scene.course().serving()).ready() > 0;
  }
}
