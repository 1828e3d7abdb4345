package io.gunrelay.operator.decide;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.gunrelay.operator.decide.RegionState.Step;
import io.gunrelay.operator.fleet.Colour;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.fleet.Region;
import io.gunrelay.operator.fleet.Storage;
import io.gunrelay.operator.observe.Observation;
import io.gunrelay.relay.api.RelayReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a region's state from its workload and its pods. */
final class RegionStates {

  /** Time for a cloud to make a load balancer. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Share share;
  private final Fleet fleet;
  private final Observation seen;
  private final Optional<String> outage;
  private final Instant now;

  RegionStates(Share share, Instant now) {
    this.share = share;
    this.fleet = share.plan().fleet();
    this.seen = share.seen();
    this.outage = share.outage();
    this.now = now;
  }

  /** Of the relays that take its clients; those of the next revision are a rollout's matter. */
  RegionState of(Region whole) {
    var region = whole.in(share.plan().turn().course().serving());
    var troubles = new ArrayList<Trouble>();
    var workload = workload(region);
    // Without a workload of ours, what pods there are belong to a deleted resource of this name.
    var pods = hasWorkload(region) ? pods(region) : List.<Pod>of();
    workload.ifPresent(found -> troubles.addAll(found.troubles()));
    var complaints = complaints(region, seen);
    for (var pod : pods) {
      PodTroubles.of(pod, complaints, now).ifPresent(troubles::add);
    }
    withoutAddress(region).ifPresent(troubles::add);
    outage.ifPresent(why -> troubles.addFirst(unreachable(region, why)));
    var delivery = Delivery.of(fleet.owner(), region, seen);
    // Of a cluster that does not answer, nobody knows whether its relays still take clients.
    int ready = outage.isPresent() ? 0 : (int) pods.stream().filter(Pods::isReady).count();
    int awaiting =
        outage.isPresent()
            ? 0
            : (int) pods.stream().filter(Pods::isReady).filter(delivery::isOnItsWayTo).count();
    int own = own(region);
    var step = workload.map(found -> found.step(ready, awaiting, own)).orElse(Step.CREATING);
    if (step != Step.ROLLING_OUT) {
      // Relays of a former revision need not know what is for the next one.
      troubles.addAll(delivery.troubles(pods));
    }
    return new RegionState(
        region.name(),
        workload.map(found -> found.expected(ready, own)).orElse(region.scale().initial()),
        pods.size(),
        ready,
        awaiting,
        clients(region, pods),
        step,
        troubles,
        troubles.isEmpty() && step == Step.DONE ? balance(region, pods) : new Balance.Even());
  }

  /** As many as are waited for: relays that are there for clients of others alone are not. */
  private int own(Region region) {
    return share.plan().beside(region) == 0 ? Integer.MAX_VALUE : region.scale().initial();
  }

  /** Whoever is asked to hand over has to know that all others are there, and stay. */
  private Balance balance(Region region, List<Pod> pods) {
    var isAnyLeaving =
        !share.plan().leaving().isEmpty()
            || share.plan().turn().isUnderWay()
            || seen.pods().stream()
                .anyMatch(
                    pod -> pod.isMarkedForDeletion() && region.name().equals(Names.regionOf(pod)));
    var names = pods.stream().map(pod -> pod.getMetadata().getName()).collect(toSet());
    var relays = seen.relays(region.name()).filter(relay -> names.contains(relay.name())).toList();
    return isAnyLeaving || relays.size() != pods.size()
        ? new Balance.Even()
        : Rebalancing.of(relays, now);
  }

  private static Trouble unreachable(Region region, String why) {
    return new Trouble(
        Reason.ClusterUnreachable,
        "the cluster of region " + region.name() + " cannot be worked with: " + why);
  }

  private Optional<Trouble> withoutAddress(Region region) {
    return fleet.elsewhere().exists()
        ? seen.find(Service.class, Names.replicationEntry(fleet.owner(), region.name()))
            .filter(service -> Parts.address(service).isEmpty() && isOld(service))
            .map(service ->
                new Trouble(
                    Reason.NoReplicationAddress,
                    "Service "
                        + service.getMetadata().getName()
                        + " has got no address, so relays of other clusters do not reach those of"
                        + " region "
                        + region.name()
                        + ": the cluster needs load balancers, or give the region"
                        + " replication.endpoint"))
        : Optional.empty();
  }

  private boolean isOld(HasMetadata object) {
    var made = object.getMetadata().getCreationTimestamp();
    return made != null && Instant.parse(made).plus(PATIENCE).isBefore(now);
  }

  /** What relays that are not ready say of themselves, by pod. */
  static Map<String, String> complaints(Region region, Observation seen) {
    return seen.relays(region.name())
        .filter(relay -> !relay.ready())
        .collect(toMap(RelayReport::name, RelayReport::message, (one, other) -> one));
  }

  /** Relays that are gone may still stand in a report: their clients are gone with them. */
  private @Nullable Long clients(Region region, List<Pod> pods) {
    if (pods.stream().noneMatch(Pods::isRunning)) {
      return 0L;
    }
    var report = seen.reports().get(region.name());
    if (report == null) {
      return null;
    }
    var names =
        seen.pods().stream()
            .filter(pod -> !pod.isMarkedForDeletion() && !Pods.isOver(pod))
            .filter(pod -> region.name().equals(Names.regionOf(pod)))
            .map(pod -> pod.getMetadata().getName())
            .collect(toSet());
    return seen.relays(region.name())
        .filter(relay -> names.contains(relay.name()))
        .mapToLong(relay -> relay.load().clients())
        .sum();
  }

  private List<Pod> pods(Region region) {
    return seen.pods().stream()
        .filter(pod -> !pod.isMarkedForDeletion() && !Pods.isOver(pod))
        .filter(pod -> region.name().equals(Names.regionOf(pod)))
        .filter(pod -> Names.colourOf(pod) == region.colour() || Names.colourOf(pod) == Colour.NONE)
        .toList();
  }

  private Optional<Workload> workload(Region region) {
    return switch (fleet.storage()) {
      case Storage.Ephemeral ephemeral -> ours(Deployment.class, region).map(RegionStates::read);
      case Storage.Volume volume -> ours(StatefulSet.class, region).map(RegionStates::read);
    };
  }

  private boolean hasWorkload(Region region) {
    return ours(Deployment.class, region).isPresent()
        || ours(StatefulSet.class, region).isPresent();
  }

  private <T extends HasMetadata> Optional<T> ours(Class<T> kind, Region region) {
    return seen.find(kind, Names.relaySet(fleet.owner(), region))
        .filter(object -> Ownership.isOurs(fleet.owner(), object));
  }

  private static Workload read(Deployment deployment) {
    var status = deployment.getStatus();
    var troubles = new ArrayList<Trouble>();
    if (status != null) {
      refusal(deployment).ifPresent(troubles::add);
      for (var condition : status.getConditions()) {
        if ("ProgressDeadlineExceeded".equals(condition.getReason())) {
          troubles.add(
              new Trouble(
                  Reason.RolloutStalled,
                  "the rollout of "
                      + deployment.getMetadata().getName()
                      + " makes no progress; its former relays go on serving"));
        }
      }
    }
    return new Workload(
        isSeen(deployment, status == null ? null : status.getObservedGeneration()),
        number(deployment.getSpec().getReplicas()),
        status == null ? 0 : number(status.getReplicas()),
        status == null ? 0 : number(status.getUpdatedReplicas()),
        troubles);
  }

  /** Why its controller cannot make pods. */
  static Optional<Trouble> refusal(Deployment deployment) {
    return Optional.ofNullable(deployment.getStatus()).stream()
        .flatMap(status -> status.getConditions().stream())
        .filter(condition ->
            "ReplicaFailure".equals(condition.getType()) && "True".equals(condition.getStatus()))
        .findFirst()
        .map(condition -> Pods.refused(condition.getMessage()));
  }

  private static Workload read(StatefulSet statefulSet) {
    var status = statefulSet.getStatus();
    return new Workload(
        isSeen(statefulSet, status == null ? null : status.getObservedGeneration()),
        number(statefulSet.getSpec().getReplicas()),
        status == null ? 0 : number(status.getReplicas()),
        status == null ? 0 : number(status.getUpdatedReplicas()),
        List.of());
  }

  private static boolean isSeen(HasMetadata workload, @Nullable Long observedGeneration) {
    var generation = workload.getMetadata().getGeneration();
    return observedGeneration != null && generation != null && observedGeneration >= generation;
  }

  private static int number(@Nullable Integer count) {
    return count == null ? 0 : count;
  }

  /**
   * @param seen whether its controller has seen its present spec
   * @param existing pods of any revision
   * @param updated pods of the present revision
   */
  private record Workload(
      boolean seen, int desired, int existing, int updated, List<Trouble> troubles) {

    /** Those beyond the region's own count once they are ready. */
    int expected(int ready, int own) {
      return own < desired ? Math.clamp(ready, own, desired) : desired;
    }

    Step step(int ready, int awaiting, int own) {
      if (existing == 0 && desired > 0) {
        return Step.CREATING;
      }
      if (!seen || updated < Math.min(existing, desired)) {
        return Step.ROLLING_OUT;
      }
      if (existing != desired) {
        return Step.SCALING;
      }
      if (ready < desired) {
        return ready < Math.min(own, desired) ? Step.RECOVERING : Step.SCALING;
      }
      return awaiting > 0 ? Step.CONFIGURING : Step.DONE;
    }
  }
}
