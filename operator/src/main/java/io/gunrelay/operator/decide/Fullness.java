package io.gunrelay.operator.decide;

import io.fabric8.kubernetes.api.model.Pod;
import io.gunrelay.operator.failover.Impairment;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.fleet.Region;
import io.gunrelay.operator.observe.Observation;
import io.gunrelay.relay.api.Complaint;
import io.gunrelay.relay.api.RelayReport;
import java.util.Optional;

/** Whether the relays of a region have room: for clients, and on their disks. */
final class Fullness {

  private final Fleet fleet;
  private final Region region;
  private final Observation there;

  /**
   * @param there what there is in the region's cluster
   */
  Fullness(Fleet fleet, Region region, Observation there) {
    this.fleet = fleet;
    this.region = region;
    this.there = there;
  }

  /** Why the region should take nobody else's clients; what is worst for these comes first. */
  Optional<Impairment> unfit() {
    if (isOfClients()) {
      return Optional.of(Impairment.OVERLOADED);
    }
    return isOfData() ? Optional.of(Impairment.OUT_OF_DISK) : Optional.empty();
  }

  /** Whether a relay takes no clients, or cannot start, for want of space. */
  boolean isOfData() {
    return there
            .own(region.name())
            .anyMatch(relay -> isForWantOfSpace(relay.ready() ? "" : relay.message()))
        || there.pods().stream()
            .filter(pod -> !pod.isMarkedForDeletion() && !Pods.isOver(pod))
            .filter(pod -> region.name().equals(Names.regionOf(pod)))
            .anyMatch(Fullness::endedForWantOfSpace);
  }

  private static boolean isForWantOfSpace(String complaint) {
    return complaint.contains(Complaint.NO_SPACE);
  }

  /** Of one that does not even open its store, and so says nothing any more. */
  private static boolean endedForWantOfSpace(Pod pod) {
    return Pods.relay(pod)
        .filter(relay -> !Boolean.TRUE.equals(relay.getReady()))
        .flatMap(relay -> Optional.ofNullable(relay.getLastState()))
        .flatMap(state -> Optional.ofNullable(state.getTerminated()))
        .flatMap(end -> Optional.ofNullable(end.getMessage()))
        .filter(Fullness::isForWantOfSpace)
        .isPresent();
  }

  /** Whether whoever comes next is refused, whichever relay it is led to. */
  boolean isOfClients() {
    var serving = there.own(region.name()).filter(RelayReport::ready).toList();
    var ofAll = fleet.limits().relay().connections();
    int most =
        ofAll == null
            ? fleet.limits().connections()
            : Math.min(ofAll, fleet.limits().connections());
    return !serving.isEmpty() && serving.stream().allMatch(relay -> relay.load().clients() >= most);
  }
}
