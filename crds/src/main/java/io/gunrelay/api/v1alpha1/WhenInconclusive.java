package io.gunrelay.api.v1alpha1;

/** What becomes of a step of which nothing can be said. */
public enum WhenInconclusive {
  Proceed,
  Wait,
  RollBack
}
