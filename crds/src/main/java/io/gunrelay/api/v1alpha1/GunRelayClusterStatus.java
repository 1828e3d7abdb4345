package io.gunrelay.api.v1alpha1;

import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the operator found and did. */
public record GunRelayClusterStatus(
    @Nullable Long observedGeneration,
    @Nullable Phase phase,
    @Nullable String message,
    @Nullable List<Condition> conditions,
    @Nullable Integer replicas,
    @Nullable Integer readyReplicas,
    @Nullable Long clients,
    @Nullable String selector,
    @Nullable List<RegionStatus> regions) {}
