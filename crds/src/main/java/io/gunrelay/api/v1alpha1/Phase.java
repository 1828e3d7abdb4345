package io.gunrelay.api.v1alpha1;

/** The fleet's state in a word. */
public enum Phase {
  Pending,
  Progressing,
  Ready,
  Degraded,
  Paused
}
