package io.gunrelay.relay.graph;

import io.gunrelay.relay.bytes.TextRange;
import java.util.List;

/**
 * What a client is subscribed to.
 *
 * @param queries souls, and keys of souls
 * @param ranges of souls
 */
public record Subscribed(List<Query> queries, List<TextRange> ranges) {
  public Subscribed {
    queries = List.copyOf(queries);
    ranges = List.copyOf(ranges);
  }

  /** Whether the soul lies in one of the ranges. */
  public boolean isInRange(String soul) {
    for (TextRange range : ranges) {
      if (range.contains(soul)) {
        return true;
      }
    }
    return false;
  }
}
