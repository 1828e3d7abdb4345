package io.gunrelay.operator.decide;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.operator.failover.Phase;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Region;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Regions that do not serve their clients, or may soon not, as far as the resource remembers. A
 * fleet that leads nobody elsewhere has none: its rollouts have nobody to wait for.
 */
final class RegionsDown {

  private RegionsDown() {}

  static Set<String> of(GunRelayCluster resource, Fleet fleet) {
    if (!fleet.canFailOver()) {
      return Set.of();
    }
    var stands = FailoverCourses.of(resource).stands();
    return fleet.regions().stream()
        .filter(region -> region.scale().initial() > 0)
        .map(Region::name)
        .filter(name ->
            Stream.ofNullable(stands.get(name)).anyMatch(stand -> stand.phase() != Phase.HEALTHY))
        .collect(toUnmodifiableSet());
  }
}
