package io.gunrelay.operator.apply;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.PreferredSchedulingTerm;
import io.fabric8.kubernetes.api.model.PreferredSchedulingTermBuilder;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import io.gunrelay.api.v1alpha1.RelaySpread;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.fleet.Placement;
import io.gunrelay.operator.fleet.Region;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Where the pods of a region run: what every fleet's do, and what the resource adds to it. */
final class Scheduling {

  private static final String REGION_OF_NODE = "topology.kubernetes.io/region";

  private final Fleet fleet;
  private final Region region;
  private final String revisionLabel;

  /**
   * @param revisionLabel pods of a new revision are spread without regard to those that they
   *     replace
   */
  Scheduling(Fleet fleet, Region region, String revisionLabel) {
    this.fleet = fleet;
    this.region = region;
    this.revisionLabel = revisionLabel;
  }

  Map<String, String> nodes() {
    var labels = new TreeMap<>(fleet.revision().pods().nodeSelector());
    if (region.placement() instanceof Placement.Selected(var own)) {
      labels.putAll(own);
    }
    return labels;
  }

  /** Null when there is none. */
  @Nullable Affinity affinity() {
    var given = fleet.revision().pods().affinity();
    var merged = new AffinityBuilder(given);
    if (region.placement() instanceof Placement.Preferred) {
      merged
          .editOrNewNodeAffinity()
          .addToPreferredDuringSchedulingIgnoredDuringExecution(0, nearTheRegion())
          .endNodeAffinity();
    }
    var affinity = merged.build();
    return affinity.equals(new Affinity()) ? null : affinity;
  }

  /** Preferred, not required: a cluster without region labels runs relays all the same. */
  private PreferredSchedulingTerm nearTheRegion() {
    return new PreferredSchedulingTermBuilder()
        .withWeight(100)
        .withNewPreference()
        .addNewMatchExpression()
        .withKey(REGION_OF_NODE)
        .withOperator("In")
        .withValues(region.name())
        .endMatchExpression()
        .endPreference()
        .build();
  }

  List<TopologySpreadConstraint> spread() {
    var spread = new LinkedHashMap<String, RelaySpread>();
    for (var own : List.of("topology.kubernetes.io/zone", "kubernetes.io/hostname")) {
      spread.put(own, new RelaySpread(own, null, null, null));
    }
    fleet.revision().pods().spread().forEach(given -> spread.put(given.topologyKey(), given));
    return spread.values().stream().map(this::constraint).toList();
  }

  private TopologySpreadConstraint constraint(RelaySpread over) {
    return new TopologySpreadConstraintBuilder()
        .withMaxSkew(over.maxSkew())
        .withTopologyKey(over.topologyKey())
        .withWhenUnsatisfiable(over.whenUnsatisfiable().name())
        .withMinDomains(over.minDomains())
        .withNewLabelSelector()
        .withMatchLabels(Names.selector(fleet.owner(), region))
        .endLabelSelector()
        .withMatchLabelKeys(revisionLabel)
        .build();
  }
}
