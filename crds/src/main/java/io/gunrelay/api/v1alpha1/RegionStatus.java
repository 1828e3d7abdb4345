package io.gunrelay.api.v1alpha1;

import org.jspecify.annotations.Nullable;

/** One region as it is. */
public record RegionStatus(
    String name, Integer replicas, Integer readyReplicas, @Nullable Long clients) {}
