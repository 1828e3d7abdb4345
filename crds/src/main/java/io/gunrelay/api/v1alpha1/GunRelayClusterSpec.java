package io.gunrelay.api.v1alpha1;

import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the user wants. */
public record GunRelayClusterSpec(
    String version,
    @Nullable String image,
    @Nullable Integer replicas,
    List<RegionSpec> regions,
    @Nullable ExposureSpec exposure,
    @Nullable StorageSpec storage,
    @Nullable LimitsSpec limits,
    @Nullable ResourceRequirements resources,
    @Nullable MonitoringSpec monitoring) {}
