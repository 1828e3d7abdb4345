package io.gunrelay.relay.store;

import java.util.HashMap;
import java.util.Map;

/**
 * For each origin the sequence up to which its changes are covered: for each of these changes, the
 * holder's value of the key is that change or one that HAM prefers. Immutable.
 */
public final class VersionVector {
  public static final VersionVector EMPTY = new VersionVector(Map.of());

  private final Map<Origin, Long> sequences;

  private VersionVector(Map<Origin, Long> sequences) {
    this.sequences = sequences;
  }

  /** Copies the map; sequences are positive. */
  public static VersionVector of(Map<Origin, Long> sequences) {
    return sequences.isEmpty() ? EMPTY : new VersionVector(Map.copyOf(sequences));
  }

  /** The sequence of an origin, 0 if nothing of it is covered. */
  public long of(Origin origin) {
    Long sequence = sequences.get(origin);
    return sequence == null ? 0 : sequence;
  }

  public boolean covers(Tag tag) {
    return of(tag.origin()) >= tag.sequence();
  }

  /** The greater sequence of the two for each origin. */
  public VersionVector max(VersionVector other) {
    if (other.sequences.isEmpty()) {
      return this;
    }
    Map<Origin, Long> greater = new HashMap<>(sequences);
    other.sequences.forEach((origin, sequence) -> greater.merge(origin, sequence, Math::max));
    return of(greater);
  }

  /** The origins that have a sequence, unmodifiable. */
  public Map<Origin, Long> sequences() {
    return sequences;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VersionVector vector && sequences.equals(vector.sequences);
  }

  @Override
  public int hashCode() {
    return sequences.hashCode();
  }

  @Override
  public String toString() {
    return sequences.toString();
  }
}
