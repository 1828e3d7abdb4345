package io.gunrelay.relay.differential;

import java.util.List;
import java.util.Set;

/**
 * What one client says about places that no other exchange is about.
 *
 * @param kind what it tries out, for reports and explanations
 * @param steps texts of frames; each step begins when the relay has nothing more to say
 * @param places what may change
 * @param ids JSON texts of the ids that may be answered
 * @param alone whether it is said without others in between, because the answer names no id
 */
record Exchange(
    String kind, List<List<String>> steps, Set<Place> places, Set<String> ids, boolean alone) {
  /** Whether a key, named as in an {@link Observation}, belongs to it. */
  boolean isAbout(String name) {
    return places.stream().anyMatch(place -> place.holds(name));
  }
}
