package io.gunrelay.operator.rollout;

import static java.util.stream.Collectors.joining;

import io.gunrelay.api.v1alpha1.RolloutOutcome;
import io.gunrelay.api.v1alpha1.RolloutPhase;
import io.gunrelay.operator.rollout.Sight.Obstacle;
import io.gunrelay.operator.rollout.Sight.RegionSight;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** New relays come up beside the former ones, and have what was written before they are ready. */
record Starting(Scene scene) implements State {

  @Override
  public Turn next() {
    var lacking =
        scene.group().stream().filter(region -> region.healthy() && !isReady(region)).toList();
    var failed = failed(lacking);
    if (failed.isPresent()) {
      return scene.back(failed.get().outcome(), failed.get().why());
    }
    var awaited = Awaited.any(scene, scene.shares(0));
    if (awaited.isPresent()) {
      return awaited.get();
    }
    if (lacking.isEmpty()) {
      return scene.enter(scene.attempt().enter(RolloutPhase.Shifting, scene.now()));
    }
    var obstacle = obstacles(lacking).findFirst();
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

  /** In regions of the groups before, or by what waiting would not mend. */
  private Optional<Ending> failed(List<RegionSight> lacking) {
    return Health.down(scene)
        .or(() ->
            obstacles(lacking)
                .filter(Obstacle::grave)
                .findFirst()
                .map(found -> new Ending(RolloutOutcome.Failed, found.message())));
  }

  private Stream<Obstacle> obstacles(List<RegionSight> lacking) {
    return lacking.stream()
        .map(region -> region.set(scene.candidate()).obstacle())
        .flatMap(Optional::stream);
  }

  private boolean isReady(RegionSight region) {
    return region.set(scene.candidate()).ready() >= region.desired();
  }

  private String count(RegionSight region) {
    return "%d of %d in %s"
        .formatted(region.set(scene.candidate()).ready(), region.desired(), region.name());
  }
}
