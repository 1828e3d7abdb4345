package io.gunrelay.api.v1alpha1;

import org.jspecify.annotations.Nullable;

/** Bounds and target of the region's HorizontalPodAutoscaler. */
public record AutoscalingSpec(
    @Nullable Integer minReplicas,
    Integer maxReplicas,
    @Nullable Integer targetCPUUtilizationPercentage) {}
