package io.gunrelay.api.v1alpha1;

/** What is said of new relays. */
public enum VerdictResult {
  Pass,
  Fail,
  Inconclusive
}
