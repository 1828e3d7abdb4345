package io.gunrelay.operator.rollout;

import static java.util.stream.Collectors.joining;

import io.gunrelay.operator.rollout.Sight.RegionSight;
import java.util.List;

/** What is said of shares. */
final class Words {

  private Words() {}

  static String shares(Scene scene, int percent) {
    return scene.group().stream()
        .map(region -> share(scene, region, percent))
        .collect(joining(", "));
  }

  static String awaited(List<String> down) {
    return down.size() == 1
        ? "waits until region " + down.getFirst() + " serves its clients again"
        : "waits until regions " + String.join(", ", down) + " serve their clients again";
  }

  private static String share(Scene scene, RegionSight region, int percent) {
    if (!region.known()) {
      return "no relay of " + region.name() + " has reported yet";
    }
    var silent = region.set(scene.candidate()).silent();
    if (!silent.isEmpty()) {
      return "nobody is led to the new relays of %s, as %s does not answer"
          .formatted(region.name(), String.join(", ", silent));
    }
    return "%d of %d in %s are on the new relays, %d %% are to be"
        .formatted(
            region.set(scene.candidate()).clients(), region.clients(), region.name(), percent);
  }
}
