package io.gunrelay.operator.report;

import io.gunrelay.api.v1alpha1.ClusterStatus;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.api.v1alpha1.GunRelayClusterStatus;
import io.gunrelay.api.v1alpha1.Phase;
import io.gunrelay.api.v1alpha1.RegionStatus;
import io.gunrelay.operator.decide.ClusterState;
import io.gunrelay.operator.decide.Progress;
import io.gunrelay.operator.decide.RegionState;
import io.gunrelay.operator.decide.Trouble;
import io.gunrelay.operator.decide.Verdict;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.fleet.Owner;
import io.gunrelay.operator.rollout.Course;
import io.gunrelay.operator.rollout.Turn;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns a verdict into the status that the API shows. */
final class Statuses {

  private Statuses() {}

  /**
   * @param clients gives each region's number of clients
   */
  static GunRelayClusterStatus of(
      GunRelayCluster cluster,
      Verdict verdict,
      Function<RegionState, @Nullable Long> clients,
      Instant now) {
    var former = cluster.getStatus();
    var meta = cluster.getMetadata();
    var formerConditions = former == null ? null : former.conditions();
    var regions =
        verdict.regions().stream()
            .map(region ->
                new RegionStatus(
                    region.name(),
                    region.existing(),
                    region.ready(),
                    clients.apply(region),
                    region.troubles().stream().map(Trouble::message).findFirst().orElse(null)))
            .toList();
    var generation = generation(cluster, verdict);
    var course = verdict.progress().map(Progress::turn).map(Turn::course);
    return new GunRelayClusterStatus(
        generation,
        verdict.phase(),
        verdict.message(),
        Conditions.of(
            Kstatus.with(verdict.findings()),
            formerConditions == null ? List.of() : formerConditions,
            generation,
            now),
        verdict.existing(),
        verdict.desired(),
        verdict.ready(),
        verdict.ready() + "/" + verdict.desired(),
        sum(regions),
        selector(new Owner(meta.getNamespace(), meta.getName(), meta.getUid())),
        regions,
        verdict.clusters().isEmpty()
            ? null
            : verdict.clusters().stream().map(Statuses::cluster).toList(),
        course
            .map(RolloutStatuses::colours)
            .or(() -> of(former, GunRelayClusterStatus::colours))
            .orElse(null),
        verdict
            .progress()
            .map(progress -> Optional.ofNullable(RolloutStatuses.rollout(progress)))
            .orElseGet(() -> of(former, GunRelayClusterStatus::rollout))
            .orElse(null),
        course
            .map(Course::failed)
            .orElseGet(() -> of(former, GunRelayClusterStatus::failedRevision))
            .orElse(null),
        course
            .map(of -> Optional.ofNullable(RolloutStatuses.past(of)))
            .orElseGet(() -> of(former, GunRelayClusterStatus::rollouts))
            .orElse(null),
        verdict
            .failover()
            .map(ruling -> Optional.ofNullable(FailoverStatuses.of(ruling)))
            .orElseGet(() -> of(former, GunRelayClusterStatus::failover))
            .orElse(null));
  }

  /** What was remembered stays where nothing was looked at. */
  private static <T> Optional<T> of(
      @Nullable GunRelayClusterStatus former, Function<GunRelayClusterStatus, @Nullable T> part) {
    return Optional.ofNullable(former).flatMap(status -> Optional.ofNullable(part.apply(status)));
  }

  private static ClusterStatus cluster(ClusterState cluster) {
    var site = cluster.site();
    return new ClusterStatus(
        site.secret(),
        site.key(),
        site.namespace(),
        cluster.outage().isEmpty(),
        cluster.outage().orElse(null),
        cluster.endpoints().isEmpty() ? null : cluster.endpoints());
  }

  /**
   * What is written speaks of the present spec, unless nothing was done for it: the fleet is
   * paused.
   */
  private static long generation(GunRelayCluster cluster, Verdict verdict) {
    if (verdict.phase() != Phase.Paused) {
      return cluster.getMetadata().getGeneration();
    }
    var former = cluster.getStatus();
    var generation = former == null ? null : former.observedGeneration();
    return generation == null ? 0 : generation;
  }

  private static @Nullable Long sum(List<RegionStatus> regions) {
    var known = regions.stream().map(RegionStatus::clients).filter(Objects::nonNull).toList();
    return known.isEmpty() ? null : (Long) known.stream().mapToLong(Long::longValue).sum();
  }

  private static String selector(Owner owner) {
    return new TreeMap<>(Names.selector(owner))
        .entrySet().stream()
            .map((Map.Entry<String, String> label) -> label.getKey() + "=" + label.getValue())
            .collect(Collectors.joining(","));
  }
}
