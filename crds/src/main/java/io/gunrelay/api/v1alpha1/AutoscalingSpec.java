package io.gunrelay.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Bounds and target of the region's HorizontalPodAutoscaler. */
@Wire
@ValidationRule(
    value = "self.minReplicas <= self.maxReplicas",
    message =
        "autoscaling.maxReplicas must not be less than autoscaling.minReplicas (absent means "
            + Defaults.MIN_REPLICAS
            + "): raise maxReplicas or lower minReplicas",
    fieldPath = ".maxReplicas")
public record AutoscalingSpec(
    @JsonPropertyDescription(
            "The fewest relays that the region keeps, however little they have to do. With at least"
                + " two, clients of a relay that is lost have another to go to.")
        @Default("" + Defaults.MIN_REPLICAS)
        @Min(1)
        @Max(100)
        Integer minReplicas,
    @JsonPropertyDescription("The most relays that the region may have.")
        @Required
        @Min(1)
        @Max(100)
        Integer maxReplicas,
    @JsonPropertyDescription(
            "The CPU use that autoscaling aims at: the region's mean, in percent of"
                + " resources.requests.cpu. Relays are added above it and removed below it.")
        @Default("" + Defaults.TARGET_CPU_PERCENT)
        @Min(1)
        @Max(100)
        Integer targetCPUUtilizationPercentage,
    @JsonPropertyDescription(
            "For how many seconds fewer relays must have been enough before one is removed: a relay"
                + " that goes hands its clients over, which should not happen for a short lull.")
        @Default("" + Defaults.SCALE_DOWN_WINDOW_SECONDS)
        @Min(0)
        @Max(3600)
        Integer scaleDownWindowSeconds,
    @JsonPropertyDescription(
            "How many connections a relay is to have, as the region's mean: relays are added above"
                + " it. Needs an adapter that offers Prometheus' gunrelay_connections to"
                + " autoscalers. Absent: CPU use decides alone.")
        @Min(1)
        @Max(1_000_000)
        @Nullable Integer targetConnections) {

  public AutoscalingSpec(
      @Nullable Integer minReplicas,
      Integer maxReplicas,
      @Nullable Integer targetCPUUtilizationPercentage,
      @Nullable Integer scaleDownWindowSeconds,
      @Nullable Integer targetConnections) {
    this.minReplicas = minReplicas == null ? Defaults.MIN_REPLICAS : minReplicas;
    this.maxReplicas = maxReplicas;
    this.targetCPUUtilizationPercentage =
        targetCPUUtilizationPercentage == null
            ? Defaults.TARGET_CPU_PERCENT
            : targetCPUUtilizationPercentage;
    this.scaleDownWindowSeconds =
        scaleDownWindowSeconds == null
            ? Defaults.SCALE_DOWN_WINDOW_SECONDS
            : scaleDownWindowSeconds;
    this.targetConnections = targetConnections;
  }
}
