package io.gunrelay.api.v1alpha1;

import io.fabric8.kubernetes.api.model.Quantity;
import org.jspecify.annotations.Nullable;

/** Where relays keep the graph. */
public record StorageSpec(
    @Nullable StorageType type,
    @Nullable Quantity size,
    @Nullable String storageClassName,
    @Nullable VolumeRetention whenDeleted) {}
