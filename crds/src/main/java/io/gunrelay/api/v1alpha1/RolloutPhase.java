package io.gunrelay.api.v1alpha1;

/** What a rollout is doing. */
public enum RolloutPhase {
  Starting,
  Shifting,
  Judging,
  Draining,
  RollingBack
}
