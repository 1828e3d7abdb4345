package io.gunrelay.api.v1alpha1;

/** What becomes of writes that a second relay ought to store while none can be reached. */
public enum WhenAlone {
  Refuse,
  Acknowledge
}
