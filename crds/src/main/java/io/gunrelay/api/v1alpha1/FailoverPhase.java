package io.gunrelay.api.v1alpha1;

/** Where a region stands. */
public enum FailoverPhase {
  Healthy,
  Suspected,
  Confirmed,
  Switching,
  FailedOver,
  Recovering,
  FailingBack
}
