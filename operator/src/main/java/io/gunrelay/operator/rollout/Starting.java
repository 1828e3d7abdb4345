package io.gunrelay.operator.rollout;

import static java.util.stream.Collectors.joining;

import io.gunrelay.api.v1alpha1.RolloutOutcome;
import io.gunrelay.api.v1alpha1.RolloutPhase;
import io.gunrelay.operator.rollout.Sight.Obstacle;
import io.gunrelay.operator.rollout.Sight.RegionSight;
import java.util.Optional;

/** New relays come up beside the former ones, and have what was written before they are ready. */
record Starting(Scene scene) implements State {

  @Override
  public Turn next() {
    var lacking = scene.group().stream().filter(region -> !isReady(region)).toList();
    if (lacking.isEmpty()) {
      return scene.enter(scene.attempt().enter(RolloutPhase.Shifting, scene.now()));
    }
    var awaited = scene.awaited(scene.shares(0));
    if (awaited.isPresent()) {
      return awaited.get();
    }
    var obstacle =
        lacking.stream()
            .map(region -> region.set(scene.candidate()).obstacle())
            .flatMap(Optional::stream)
            .findFirst();
    if (obstacle.filter(Obstacle::grave).isPresent()) {
      return scene.back(RolloutOutcome.Failed, obstacle.get().message());
    }
    var counts = lacking.stream().map(this::count).collect(joining(", "));
    var deadline = scene.attempt().since().plus(scene.sight().strategy().startDeadline());
    if (!scene.now().isBefore(deadline)) {
      return scene.back(
          RolloutOutcome.Failed,
          "its relays are not ready after %d s: %s"
              .formatted(
                  scene.sight().strategy().startDeadline().toSeconds(),
                  obstacle.map(Obstacle::message).orElse(counts)));
    }
    return scene.stay(
        scene.shares(0),
        false,
        "waits until new relays are ready: "
            + counts
            + obstacle.map(found -> "; " + found.message()).orElse(""),
        deadline);
  }

  private boolean isReady(RegionSight region) {
    return region.set(scene.candidate()).ready() >= region.desired();
  }

  private String count(RegionSight region) {
    return "%d of %d in %s"
        .formatted(region.set(scene.candidate()).ready(), region.desired(), region.name());
  }
}
