package io.gunrelay.api.v1alpha1;

/** How a rollout ended, or is about to. */
public enum RolloutOutcome {
  Completed,
  Failed,
  Aborted,
  Superseded
}
