package io.gunrelay.operator.rollout;

import io.gunrelay.operator.rollout.Sight.RegionSight;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a rollout waits for: clusters that cannot be worked with, and regions that are down. */
final class Awaited {

  /** Until it is looked whether what is waited for is back, though nothing tells of it. */
  static final Duration LOOK = Duration.ofSeconds(5);

  private Awaited() {}

  /** Waits for any of them, if it has to. */
  static Optional<Turn> any(Scene scene, Map<String, Shares> shares) {
    return clusters(scene, shares).or(() -> regions(scene, shares));
  }

  /** Waits for clusters that are away: nobody knows what became of their clients. */
  static Optional<Turn> clusters(Scene scene, Map<String, Shares> shares) {
    var away = away(scene);
    return away.isEmpty()
        ? Optional.empty()
        : Optional.of(
            await(scene, shares, "waits for the cluster of region " + String.join(", ", away)));
  }

  /** Waits for regions that are down: others serve their clients, and have enough to do. */
  static Optional<Turn> regions(Scene scene, Map<String, Shares> shares) {
    return scene.isHeld()
        ? Optional.of(await(scene, shares, Words.awaited(scene.sight().down())))
        : Optional.empty();
  }

  /** Regions that have come to their turn, and whose clusters cannot be worked with. */
  private static List<String> away(Scene scene) {
    return scene.groups().stream()
        .limit(scene.attempt().group() + 1L)
        .flatMap(group -> scene.sight().regions(group).stream())
        .filter(region -> !region.reachable())
        .map(RegionSight::name)
        .toList();
  }

  private static Turn await(Scene scene, Map<String, Shares> shares, String why) {
    return scene.stay(shares, false, why, scene.now().plus(LOOK));
  }
}
