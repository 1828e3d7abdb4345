package io.gunrelay.operator.entries;

import java.time.Instant;

/**
 * What is known of an entry.
 *
 * @param triers observers that tried, and that could use some other entry then if not this one
 * @param served those of them that could use it
 * @param begun when the operator's own trial began
 * @param failure what the operator's own trial says if it failed, though nobody may count it
 */
public record Trial(int triers, int served, Instant begun, String failure) {

  static Trial served(Instant begun) {
    return new Trial(1, 1, begun, "");
  }

  /** Who can use no other entry either has nothing to say of this one. */
  static Trial ofNobody(Instant begun, String failure) {
    return new Trial(0, 0, begun, failure);
  }

  /** Whether it says the same as another one. */
  boolean agrees(Trial other) {
    return triers == other.triers && served == other.served && failure.equals(other.failure);
  }
}
