package io.gunrelay.operator.rollout;

import io.gunrelay.api.v1alpha1.RolloutOutcome;
import io.gunrelay.operator.rollout.Sight.RegionSight;
import java.util.Optional;

/** Why clients of new relays are to go back. */
final class Health {

  private Health() {}

  static Optional<Ending> trouble(Scene scene) {
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
                            .orElse(""))))
        .or(() ->
            Optional.of(scene.sight().judged())
                .filter(judged -> judged.isGrave() && !scene.attempt().direct())
                .map(judged -> new Ending(RolloutOutcome.Failed, judged.why())));
  }

  /** Where former relays serve and new ones were to. */
  private static boolean isDown(Scene scene, RegionSight region) {
    var isReached =
        scene.groups().stream()
            .limit(scene.attempt().group() + 1L)
            .anyMatch(group -> group.contains(region.name()));
    return isReached
        && region.desired() > 0
        && region.set(scene.candidate()).ready() == 0
        && region.set(scene.course().serving()).ready() > 0;
  }
}
