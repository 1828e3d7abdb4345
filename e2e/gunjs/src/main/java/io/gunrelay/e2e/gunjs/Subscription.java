package io.gunrelay.e2e.gunjs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What {@code on} has told a client so far. Safe for use by several threads. */
public final class Subscription {
  private final List<Update> updates = new ArrayList<>();

  Subscription() {}

  synchronized void add(Update update) {
    updates.add(update);
    notifyAll();
  }

  /** Everything up to now, in order. */
  public synchronized List<Update> updates() {
    return List.copyOf(updates);
  }

  /**
   * The first update, of those that came and those to come, that fulfils the condition.
   *
   * @param condition asks no client: their answers wait until it has decided
   * @throws AssertionError when none came in time; the message names the last updates that did
   */
  public synchronized Update await(Predicate<Update> condition, Duration deadline) {
    long endNs = System.nanoTime() + deadline.toNanos();
    int seen = 0;
    while (true) {
      for (; seen < updates.size(); seen++) {
        if (condition.test(updates.get(seen))) {
          return updates.get(seen);
        }
      }
      long leftNs = endNs - System.nanoTime();
      if (leftNs <= 0) {
        throw new AssertionError(
            "no such update within "
                + deadline
                + "; "
                + seen
                + " others, the last: "
                + updates.subList(Math.max(0, seen - 5), seen));
      }
      try {
        wait(leftNs / 1_000_000 + 1);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted while waiting for an update", e);
      }
    }
  }
}
