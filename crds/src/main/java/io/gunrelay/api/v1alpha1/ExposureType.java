package io.gunrelay.api.v1alpha1;

/** The kind of entry. */
public enum ExposureType {
  Ingress,
  None
}
