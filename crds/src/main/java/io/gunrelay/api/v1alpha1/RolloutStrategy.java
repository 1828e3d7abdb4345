package io.gunrelay.api.v1alpha1;

/** How relays are replaced by those of another revision. */
public enum RolloutStrategy {
  BlueGreen,
  Rolling
}
