package io.gunrelay.operator;

import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.operator.apply.Applier;
import io.gunrelay.operator.clusters.Availability;
import io.gunrelay.operator.clusters.OtherCluster;
import io.gunrelay.operator.decide.ClusterState;
import io.gunrelay.operator.decide.Leftovers;
import io.gunrelay.operator.fleet.Annotation;
import io.gunrelay.operator.fleet.Owner;
import io.gunrelay.operator.fleet.Site;
import io.gunrelay.operator.observe.Observation;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Deletes what a resource has in other clusters before it goes; what it has in its own goes after.
 */
final class FleetRemoval {

  private final GunRelayCluster resource;
  private final Owner owner;
  private final Instant deadline;
  private final List<ClusterState> waiting = new ArrayList<>();
  private final List<Site.Other> abandoned = new ArrayList<>();
  private final List<Deeds> deeds = new ArrayList<>();
  private boolean unsettled;

  /**
   * @param patience for how long after the deletion a cluster is waited for
   */
  FleetRemoval(GunRelayCluster resource, Owner owner, Duration patience) {
    this.resource = resource;
    this.owner = owner;
    this.deadline = Instant.parse(resource.getMetadata().getDeletionTimestamp()).plus(patience);
  }

  void run(
      Map<Site.Other, OtherCluster> others,
      Map<Site, Observation> seen,
      Context<GunRelayCluster> context,
      Instant now) {
    others.forEach((site, cluster) -> {
      var there = seen.getOrDefault(site, Observation.NOTHING);
      if (cluster.isOpen() && Leftovers.isNothing(owner.at(site), there)) {
        return;
      }
      if (Annotation.ABANDON_CLUSTERS.names(resource, site.secret()) || !now.isBefore(deadline)) {
        abandoned.add(site);
        return;
      }
      waiting.add(new ClusterState(site, cluster.outage(), List.of()));
      unsettled |= cluster.availability() instanceof Availability.Opening;
      if (cluster.isOpen()) {
        var left = Leftovers.all(owner.at(site), there);
        deeds.add(new Deeds(site, List.of(), true, Applier.delete(left, cluster.objects(context))));
      }
    });
  }

  /** Clusters that the resource still waits for; none when it can go. */
  List<ClusterState> waiting() {
    return waiting;
  }

  /** Clusters in which objects may stay for ever, as they were waited for in vain. */
  List<Site.Other> abandoned() {
    return abandoned;
  }

  List<Deeds> deeds() {
    return deeds;
  }

  /** Whether something is not known that will be in a moment. */
  boolean isUnsettled() {
    return unsettled;
  }

  Instant deadline() {
    return deadline;
  }
}
