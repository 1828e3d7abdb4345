package io.gunrelay.api.v1alpha1;

/** Kinds of entries. */
public enum ExposureType {
  Ingress,
  Gateway,
  None
}
