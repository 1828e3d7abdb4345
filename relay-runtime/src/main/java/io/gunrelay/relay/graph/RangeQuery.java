package io.gunrelay.relay.graph;

import io.gunrelay.relay.bytes.TextRange;

/**
 * A query by pattern (LEX): properties whose souls and keys lie in ranges, in their order.
 *
 * <p>By asking, a client is subscribed to the soul, if there is but one, and otherwise to all souls
 * of the range.
 *
 * @param souls the nodes
 * @param keys their properties
 * @param reverse whether the last ones come first
 * @param budget the answer ends with the property with which the lengths of the values, counted as
 *     gun.js counts them, reach it; at least 1
 */
public record RangeQuery(TextRange souls, TextRange keys, boolean reverse, long budget) {
  /** A budget that nothing reaches. */
  public static final long UNLIMITED = Long.MAX_VALUE;

  static RangeQuery wholeNode(String soul) {
    return new RangeQuery(TextRange.of(soul), TextRange.ALL, false, UNLIMITED);
  }

  boolean matches(String soul, String key) {
    return souls.contains(soul) && keys.contains(key);
  }
}
