package io.gunrelay.api.v1alpha1;

/** What the relays of a region do that is cut off. */
public enum Fencing {
  Acknowledgements,
  Writes,
  None
}
