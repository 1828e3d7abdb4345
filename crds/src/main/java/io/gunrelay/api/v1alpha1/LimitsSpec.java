package io.gunrelay.api.v1alpha1;

import org.jspecify.annotations.Nullable;

/** Bounds of each relay. */
public record LimitsSpec(
    @Nullable Integer connections,
    @Nullable Integer messageBytes,
    @Nullable Integer subscriptionsPerConnection) {}
