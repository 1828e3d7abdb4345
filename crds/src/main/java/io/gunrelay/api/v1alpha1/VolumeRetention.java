package io.gunrelay.api.v1alpha1;

/** What happens to volumes when the fleet is deleted. */
public enum VolumeRetention {
  Retain,
  Delete
}
