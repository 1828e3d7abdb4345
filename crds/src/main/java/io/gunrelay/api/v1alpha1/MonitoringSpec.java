package io.gunrelay.api.v1alpha1;

import org.jspecify.annotations.Nullable;

/** What is made for Prometheus. */
public record MonitoringSpec(@Nullable Boolean serviceMonitor) {}
