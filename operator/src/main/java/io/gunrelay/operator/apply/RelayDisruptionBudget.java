package io.gunrelay.operator.apply;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.fleet.Region;

/**
 * Lets evictions take one relay of a region at a time. {@code maxUnavailable} and not {@code
 * minAvailable}: with a single relay the latter would block the drain of its node for ever. A relay
 * that cannot become ready may always be evicted.
 */
final class RelayDisruptionBudget {

  private RelayDisruptionBudget() {}

  static PodDisruptionBudget of(Fleet fleet, Region region) {
    return new PodDisruptionBudgetBuilder()
        .withMetadata(Metadata.of(fleet.owner(), region, Names.relaySet(fleet.owner(), region)))
        .withNewSpec()
        .withMaxUnavailable(new IntOrString(1))
        .withUnhealthyPodEvictionPolicy("AlwaysAllow")
        .withNewSelector()
        .withMatchLabels(Names.selector(fleet.owner(), region))
        .endSelector()
        .endSpec()
        .build();
  }
}
