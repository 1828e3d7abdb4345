package io.gunrelay.api.v1alpha1;

/** The kind of disk. */
public enum StorageType {
  Ephemeral,
  PersistentVolume
}
