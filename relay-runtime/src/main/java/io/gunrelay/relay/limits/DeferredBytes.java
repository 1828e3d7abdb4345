package io.gunrelay.relay.limits;

import java.util.concurrent.ConcurrentHashMap;

/**
 * Bytes of puts from the future that are kept until they are due, by whom they are charged to: an
 * address, which keeps them when it leaves, or a pair of keys. Nobody is remembered who has none,
 * so there are no more entries than the graph keeps puts. Thread-safe.
 *
 * @param <W> an address or a key
 */
final class DeferredBytes<W> {
  private final ConcurrentHashMap<W, Long> bytes = new ConcurrentHashMap<>();

  /**
   * Counts more; false if that would be too much, and nothing is counted.
   *
   * @param most 0: no limit
   */
  boolean take(W who, long amount, long most) {
    boolean[] taken = new boolean[1];
    bytes.compute(
        who,
        (same, before) -> {
          long after = (before == null ? 0 : before) + amount;
          taken[0] = most == 0 || after <= most;
          return taken[0] ? Long.valueOf(after) : before;
        });
    return taken[0];
  }

  void giveBack(W who, long amount) {
    bytes.computeIfPresent(who, (same, before) -> before > amount ? before - amount : null);
  }

  int size() {
    return bytes.size();
  }
}
