package io.gunrelay.operator.apply;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpec;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpecBuilder;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.fleet.Region;
import io.gunrelay.operator.fleet.Storage;
import java.util.ArrayList;
import java.util.List;

/**
 * Follows the CPU use. It scales out at once and in slowly: every relay that goes sends its clients
 * to the others, all of which then work harder for a while.
 */
final class RelayAutoscaler {

  private static final int SCALE_IN_PERIOD_SECONDS = 60;
  private static final int SCALE_IN_PERCENT = 25;

  /** As relays offer it to Prometheus. */
  private static final String CONNECTIONS = "gunrelay_connections";

  private RelayAutoscaler() {}

  /**
   * @param fewest relays that it leaves for now
   */
  static HorizontalPodAutoscaler of(
      Fleet fleet, Region region, Region.Scale.Automatic scale, int fewest) {
    var name = Names.relaySet(fleet.owner(), region);
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
        .withMinReplicas(fewest)
        .withMaxReplicas(scale.max())
        .withMetrics(metrics(scale))
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

  private static List<MetricSpec> metrics(Region.Scale.Automatic scale) {
    var metrics = new ArrayList<MetricSpec>();
    metrics.add(
        new MetricSpecBuilder()
            .withType("Resource")
            .withNewResource()
            .withName("cpu")
            .withNewTarget()
            .withType("Utilization")
            .withAverageUtilization(scale.cpuPercent())
            .endTarget()
            .endResource()
            .build());
    var connections = scale.connections();
    if (connections != null) {
      metrics.add(
          new MetricSpecBuilder()
              .withType("Pods")
              .withNewPods()
              .withNewMetric()
              .withName(CONNECTIONS)
              .endMetric()
              .withNewTarget()
              .withType("AverageValue")
              .withAverageValue(new Quantity(Integer.toString(connections)))
              .endTarget()
              .endPods()
              .build());
    }
    return metrics;
  }
}
