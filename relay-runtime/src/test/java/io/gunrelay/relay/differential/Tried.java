package io.gunrelay.relay.differential;

import io.gunrelay.relay.graph.Delta;
import java.util.List;

/**
 * A key that is put.
 *
 * @param what is tried, in words; differences are known by them
 * @param before what its owner puts first
 */
record Tried(String what, Delta delta, List<Delta> before) {
  Tried(String what, Delta delta) {
    this(what, delta, List.of());
  }

  Place place() {
    return new Place(what, delta.soul(), delta.key());
  }
}
