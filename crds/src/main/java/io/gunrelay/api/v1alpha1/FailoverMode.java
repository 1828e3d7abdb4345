package io.gunrelay.api.v1alpha1;

/** Who decides that clients of a region that is down are led elsewhere. */
public enum FailoverMode {
  Automatic,
  Manual,
  Disabled
}
