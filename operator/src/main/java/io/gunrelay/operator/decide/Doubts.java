package io.gunrelay.operator.decide;

import io.fabric8.kubernetes.api.model.Pod;
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
import io.gunrelay.relay.api.Complaint;
import io.gunrelay.relay.api.RelayReport;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    var relays = there.own(region.name()).toList();
    var pods =
        there.pods().stream()
            .filter(pod -> !pod.isMarkedForDeletion() && !Pods.isOver(pod))
            .filter(pod -> region.name().equals(Names.regionOf(pod)))
            .toList();
    if (relays.stream().anyMatch(relay -> isFull(relay.ready() ? "" : relay.message()))
        || pods.stream().anyMatch(Doubts::endedForWantOfSpace)) {
      doubts.add(new Doubt(region.name(), Impairment.OUT_OF_DISK));
    }
    if (isOverloaded(relays)) {
      doubts.add(new Doubt(region.name(), Impairment.OVERLOADED));
    }
    if (relays.stream().anyMatch(Slowness::is)) {
      doubts.add(new Doubt(region.name(), Impairment.SLOW));
    }
    if (pods.stream().anyMatch(pod -> Pods.unschedulable(pod).isPresent())) {
      doubts.add(new Doubt(region.name(), Impairment.NO_CAPACITY));
    }
  }

  private static boolean isFull(String complaint) {
    return complaint.contains(Complaint.NO_SPACE);
  }

  /** Of one that does not even open its store, and so says nothing any more. */
  private static boolean endedForWantOfSpace(Pod pod) {
    return Pods.relay(pod)
        .filter(relay -> !Boolean.TRUE.equals(relay.getReady()))
        .flatMap(relay -> Optional.ofNullable(relay.getLastState()))
        .flatMap(state -> Optional.ofNullable(state.getTerminated()))
        .flatMap(end -> Optional.ofNullable(end.getMessage()))
        .filter(Doubts::isFull)
        .isPresent();
  }

  /** Whether whoever comes next is refused, whichever relay it is led to. */
  private boolean isOverloaded(List<RelayReport> relays) {
    var serving = relays.stream().filter(RelayReport::ready).toList();
    var ofAll = fleet.limits().relay().connections();
    int most =
        ofAll == null
            ? fleet.limits().connections()
            : Math.min(ofAll, fleet.limits().connections());
    return !serving.isEmpty() && serving.stream().allMatch(relay -> relay.load().clients() >= most);
  }
}
