package io.gunrelay.relay.store;

import java.time.Duration;

/**
 * When space is given back. What is superseded goes when a compaction brings what replaced it
 * together with it. Up to the size of the first level that happens all the time, as everything is
 * merged into one level. Beyond it, small values that replace large ones (null, say) would rest
 * above them until much more has been written; they rest there only for so long.
 *
 * @param firstLevelBytes of each family
 * @param longestRest in whole seconds
 */
record Shrinking(long firstLevelBytes, Duration longestRest) {
  static final Shrinking USUAL = new Shrinking(256 << 20, Duration.ofDays(1));
}
