package io.gunrelay.relay.limits;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A token bucket in one number: the time at which it will be full again (the generic cell rate
 * algorithm, ITU-T I.371). Thread-safe.
 */
final class Bucket {
  /** No debt is longer, whatever was charged. */
  static final long LONGEST_NS = Duration.ofMinutes(10).toNanos();

  private static final long BURST_NS = Rate.BURST.toNanos();

  private final AtomicLong fullAtNs;

  /** A bucket that is full now. */
  Bucket(long nowNs) {
    fullAtNs = new AtomicLong(nowNs);
  }

  /** A bucket that has nothing in it now. */
  static Bucket empty(long nowNs) {
    return new Bucket(nowNs + BURST_NS);
  }

  /**
   * Takes what is asked for, even if it is not there.
   *
   * @return for how long nothing more should be asked for; 0 if it was there
   */
  long take(long amount, Rate rate, long nowNs) {
    if (!rate.isLimited()) {
      return 0;
    }
    long costNs = rate.costNs(amount);
    long fullAt =
        fullAtNs.updateAndGet(before -> {
          long from = before - nowNs > 0 ? before : nowNs;
          return Math.min(from - nowNs + costNs, LONGEST_NS) + nowNs;
        });
    return Math.max(0, fullAt - nowNs - BURST_NS);
  }

  boolean isFull(long nowNs) {
    return fullAtNs.get() - nowNs <= 0;
  }
}
