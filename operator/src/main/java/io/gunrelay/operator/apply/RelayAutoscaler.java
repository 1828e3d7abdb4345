package io.gunrelay.operator.apply;

import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.fleet.Region;
import io.gunrelay.operator.fleet.Storage;

/**
 * Follows the CPU use. It scales out at once and in slowly: every relay that goes sends its clients
 * to the others, all of which then work harder for a while.
 */
final class RelayAutoscaler {

  private static final int SCALE_IN_PERIOD_SECONDS = 60;
  private static final int SCALE_IN_PERCENT = 25;

  private RelayAutoscaler() {}

  static HorizontalPodAutoscaler of(Fleet fleet, Region region, Region.Scale.Automatic scale) {
    var name = Names.region(fleet.owner(), region);
    return new HorizontalPodAutoscalerBuilder()
        .withMetadata(Metadata.of(fleet.owner(), region, name))
        .withNewSpec()
        .withNewScaleTargetRef()
        .withApiVersion("apps/v1")
        .withKind(
            switch (fleet.storage()) {
              case Storage.Ephemeral() -> "Deployment";
              case Storage.Volume volume -> "StatefulSet";
            })
        .withName(name)
        .endScaleTargetRef()
        .withMinReplicas(scale.min())
        .withMaxReplicas(scale.max())
        .addNewMetric()
        .withType("Resource")
        .withNewResource()
        .withName("cpu")
        .withNewTarget()
        .withType("Utilization")
        .withAverageUtilization(scale.cpuPercent())
        .endTarget()
        .endResource()
        .endMetric()
        .withNewBehavior()
        .withNewScaleDown()
        .withStabilizationWindowSeconds(scale.scaleDownSeconds())
        .withSelectPolicy("Max")
        .addNewPolicy()
        .withType("Pods")
        .withValue(1)
        .withPeriodSeconds(SCALE_IN_PERIOD_SECONDS)
        .endPolicy()
        .addNewPolicy()
        .withType("Percent")
        .withValue(SCALE_IN_PERCENT)
        .withPeriodSeconds(SCALE_IN_PERIOD_SECONDS)
        .endPolicy()
        .endScaleDown()
        .endBehavior()
        .endSpec()
        .build();
  }
}
