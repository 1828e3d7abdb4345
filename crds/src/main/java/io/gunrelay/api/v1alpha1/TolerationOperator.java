package io.gunrelay.api.v1alpha1;

/** How a toleration is compared with a taint. */
public enum TolerationOperator {
  Equal,
  Exists
}
