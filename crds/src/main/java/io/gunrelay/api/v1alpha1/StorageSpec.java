package io.gunrelay.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;
import org.jspecify.annotations.Nullable;

/** Where relays keep the graph. */
@Wire
@ValidationRule(
    value = "self.type == oldSelf.type",
    message =
        "storage.type cannot change: create a second GunRelayCluster with the other type and move"
            + " the clients to it",
    fieldPath = ".type")
@ValidationRule(
    value =
        "has(self.storageClassName) == has(oldSelf.storageClassName) &&"
            + " (!has(self.storageClassName) || self.storageClassName =="
            + " oldSelf.storageClassName)",
    message =
        "storage.storageClassName cannot change, as volumes keep their class: create a second"
            + " GunRelayCluster with the other class and move the clients to it",
    fieldPath = ".storageClassName")
@ValidationRule(
    value =
        "self.type != 'PersistentVolume' || oldSelf.type != 'PersistentVolume' ||"
            + " !isQuantity(has(self.size) ? self.size : '"
            + Defaults.VOLUME_SIZE
            + "') || quantity(has(self.size) ? self.size : '"
            + Defaults.VOLUME_SIZE
            + "').compareTo(quantity(has(oldSelf.size) ? oldSelf.size : '"
            + Defaults.VOLUME_SIZE
            + "')) == 0",
    message =
        "storage.size cannot change, as a StatefulSet's volumes keep theirs: set the former size"
            + " again (absent means "
            + Defaults.VOLUME_SIZE
            + "), or create a second GunRelayCluster with the other size and move the clients to it",
    fieldPath = ".size")
@ValidationRule(
    value = "self.type == 'PersistentVolume' || !has(self.size)",
    message =
        "storage.size is for type PersistentVolume only: remove it, or set storage.type to"
            + " PersistentVolume",
    fieldPath = ".size")
@ValidationRule(
    value = "self.type == 'PersistentVolume' || !has(self.storageClassName)",
    message =
        "storage.storageClassName is for type PersistentVolume only: remove it, or set storage.type"
            + " to PersistentVolume",
    fieldPath = ".storageClassName")
public record StorageSpec(
    @JsonPropertyDescription(
            "The kind of disk. Ephemeral: the node's, emptied when a pod goes; a new relay is"
                + " filled by the others, and what all lost is sent again by the clients."
                + " PersistentVolume: a volume for each relay, kept over restarts and moves. It"
                + " cannot change.")
        @Default("Ephemeral")
        StorageType type,
    @JsonPropertyDescription(
            "The size of each relay's volume, for type PersistentVolume. Absent: "
                + Defaults.VOLUME_SIZE
                + ". It cannot change.")
        @Size(min = 1, max = 32)
        @ValidationRule(
            value = "isQuantity(self) && quantity(self).compareTo(quantity('100Mi')) >= 0",
            message = "storage.size must be a quantity of at least 100Mi, such as 10Gi")
        @Nullable Quantity size,
    @JsonPropertyDescription(
            "The StorageClass of the volumes, for type PersistentVolume. Absent: the cluster's"
                + " default class. It cannot change.")
        @Size(min = 1, max = 253)
        @ValidationRule(
            value = "self.matches('^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$')",
            message =
                "storage.storageClassName must be the name of a StorageClass (see kubectl get"
                    + " storageclasses), such as standard")
        @Nullable String storageClassName,
    @JsonPropertyDescription(
            "What happens to the volumes when the GunRelayCluster is deleted. Retain: they stay,"
                + " and one of the same name takes them up again. Delete: they go with it, and what"
                + " they hold is lost.")
        @Default("Retain")
        VolumeRetention whenDeleted) {

  public StorageSpec(
      @Nullable StorageType type,
      @Nullable Quantity size,
      @Nullable String storageClassName,
      @Nullable VolumeRetention whenDeleted) {
    this.type = type == null ? StorageType.Ephemeral : type;
    this.size = size;
    this.storageClassName = storageClassName;
    this.whenDeleted = whenDeleted == null ? VolumeRetention.Retain : whenDeleted;
  }

  /** The size of a relay's volume, given or default; of no meaning for ephemeral storage. */
  public Quantity volumeSize() {
    return size == null ? new Quantity(Defaults.VOLUME_SIZE) : size;
  }
}
