package io.gunrelay.operator.report;

import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.api.v1alpha1.GunRelayClusterStatus;
import io.gunrelay.api.v1alpha1.RegionStatus;
import io.gunrelay.operator.decide.RegionState;
import io.gunrelay.operator.decide.Verdict;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.fleet.Owner;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
                    region.name(), region.existing(), region.ready(), clients.apply(region)))
            .toList();
    return new GunRelayClusterStatus(
        meta.getGeneration(),
        verdict.phase(),
        verdict.message(),
        Conditions.of(
            verdict.findings(),
            formerConditions == null ? List.of() : formerConditions,
            meta.getGeneration(),
            now),
        verdict.existing(),
        verdict.desired(),
        verdict.ready(),
        verdict.ready() + "/" + verdict.desired(),
        sum(regions),
        selector(new Owner(meta.getNamespace(), meta.getName(), meta.getUid())),
        regions);
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
