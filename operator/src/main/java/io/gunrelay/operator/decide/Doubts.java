package io.gunrelay.operator.decide;

import io.gunrelay.api.v1alpha1.FailoverMode;
import io.gunrelay.operator.failover.Doubt;
import io.gunrelay.operator.failover.Impairment;
import io.gunrelay.operator.failover.Sight;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.fleet.Region;
import io.gunrelay.operator.fleet.Site;
import io.gunrelay.operator.observe.Observation;
import io.gunrelay.operator.relays.Slowness;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Sees what is the matter with regions beside whether they are down, as things are now. */
final class Doubts {

  private final Fleet fleet;
  private final Map<Site, Observation> seen;
  private final Set<Doubt> doubts = new LinkedHashSet<>();

  private Doubts(Fleet fleet, Map<Site, Observation> seen) {
    this.fleet = fleet;
    this.seen = seen;
  }

  /**
   * Looks once.
   *
   * @param sight of the same moment: only its regions are looked at
   */
  static Set<Doubt> of(Fleet fleet, Map<Site, Observation> seen, Sight sight) {
    var doubts = new Doubts(fleet, seen);
    if (fleet.failover().mode() != FailoverMode.Disabled) {
      // Relays are asked seldom otherwise, and between two answers nobody is heard of.
      doubts.doubts.addAll(Doubt.of(sight));
    }
    var known = sight.regions().stream().map(Sight.RegionSight::name).toList();
    fleet.regions().stream().filter(region -> known.contains(region.name())).forEach(doubts::look);
    return doubts.doubts;
  }

  private void look(Region region) {
    var there = seen.getOrDefault(region.site(), Observation.NOTHING);
    var pods =
        there.pods().stream()
            .filter(pod -> !pod.isMarkedForDeletion() && !Pods.isOver(pod))
            .filter(pod -> region.name().equals(Names.regionOf(pod)))
            .toList();
    var fullness = new Fullness(fleet, region, there);
    if (fullness.isOfData()) {
      doubts.add(new Doubt(region.name(), Impairment.OUT_OF_DISK));
    }
    if (fullness.isOfClients()) {
      doubts.add(new Doubt(region.name(), Impairment.OVERLOADED));
    }
    if (there.own(region.name()).anyMatch(Slowness::is)) {
      doubts.add(new Doubt(region.name(), Impairment.SLOW));
    }
    if (pods.stream().anyMatch(pod -> Pods.unschedulable(pod).isPresent())) {
      doubts.add(new Doubt(region.name(), Impairment.NO_CAPACITY));
    }
  }
}
