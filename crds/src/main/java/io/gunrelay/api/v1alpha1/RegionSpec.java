package io.gunrelay.api.v1alpha1;

import org.jspecify.annotations.Nullable;

/** One region of the fleet. */
public record RegionSpec(
    String name, @Nullable Integer replicas, @Nullable AutoscalingSpec autoscaling) {}
