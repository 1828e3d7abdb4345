package io.gunrelay.operator.fleet;

import io.gunrelay.api.v1alpha1.GunRelayClusterSpec;
import io.gunrelay.api.v1alpha1.RolloutOrder;
import io.gunrelay.api.v1alpha1.RolloutStrategy;
import io.gunrelay.api.v1alpha1.StorageType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads how relays are replaced. */
final class StrategyReader {

  static Strategy strategy(GunRelayClusterSpec spec, List<Region> regions) {
    var rollout = spec.rollout();
    return new Strategy(
        spec.storage().type() != StorageType.PersistentVolume
            && rollout.strategy() != RolloutStrategy.Rolling,
        groups(
            regions.stream().map(Region::name).toList(), rollout.order(), rollout.canaryRegion()),
        rollout.stepsOrDefault().stream()
            .map(step ->
                new Strategy.Step(
                    step.clients(), Duration.ofSeconds(step.holdSeconds()), step.manual()))
            .toList(),
        Duration.ofSeconds(rollout.keepPreviousSeconds()),
        Duration.ofSeconds(rollout.startDeadlineSeconds()),
        rollout.analysis());
  }

  private static List<List<String>> groups(
      List<String> regions, RolloutOrder order, @Nullable String canary) {
    var groups = new ArrayList<List<String>>();
    var others = new ArrayList<>(regions);
    if (canary != null && others.remove(canary)) {
      groups.add(List.of(canary));
    }
    switch (order) {
      case RegionByRegion -> others.forEach(region -> groups.add(List.of(region)));
      case AllAtOnce -> {
        if (!others.isEmpty()) {
          groups.add(others);
        }
      }
    }
    return groups;
  }

  private StrategyReader() {}
}
