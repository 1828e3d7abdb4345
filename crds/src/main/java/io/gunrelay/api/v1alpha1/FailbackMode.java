package io.gunrelay.api.v1alpha1;

/** Who decides that a region gets its clients back. */
public enum FailbackMode {
  Automatic,
  Manual
}
