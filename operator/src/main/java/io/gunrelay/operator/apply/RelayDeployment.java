package io.gunrelay.operator.apply;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.fleet.Region;
import org.jspecify.annotations.Nullable;

/**
 * Relays without volumes. None goes before its successor is ready, that is, filled by the others:
 * the graph outlives a rollout although no disk does.
 */
final class RelayDeployment {

  private RelayDeployment() {}

  /**
   * @param replicas null when the operator does not own the number
   */
  static Deployment of(Fleet fleet, Region region, @Nullable Integer replicas) {
    return new DeploymentBuilder()
        .withMetadata(Metadata.of(fleet.owner(), region, Names.relaySet(fleet.owner(), region)))
        .withNewSpec()
        .withReplicas(replicas)
        .withNewSelector()
        .withMatchLabels(Names.selector(fleet.owner(), region))
        .endSelector()
        .withNewStrategy()
        .withType("RollingUpdate")
        .withNewRollingUpdate()
        .withMaxUnavailable(new IntOrString(0))
        .withMaxSurge(new IntOrString("25%"))
        .endRollingUpdate()
        .endStrategy()
        .withTemplate(new RelayPod(fleet, region, "pod-template-hash").withEphemeralData())
        .endSpec()
        .build();
  }
}
