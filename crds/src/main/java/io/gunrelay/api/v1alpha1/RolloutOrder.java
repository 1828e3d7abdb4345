package io.gunrelay.api.v1alpha1;

/** Which regions go through a rollout's steps at the same time. */
public enum RolloutOrder {
  RegionByRegion,
  AllAtOnce
}
