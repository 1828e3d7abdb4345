package io.gunrelay.api.v1alpha1;

/** What a set of relays is there for. */
public enum ColourRole {
  Serving,
  Candidate,
  Previous
}
