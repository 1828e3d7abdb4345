package io.gunrelay.operator.relays;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * Keeps orders from being given twice before reports can tell of the first. Whoever comes after a
 * kill knows nothing of it, and asks the relay. Thread-safe.
 */
final class Orders {

  private static final Duration UNTIL_REPORTED = Duration.ofSeconds(30);

  private final LongSupplier nanoTime;
  private final Map<Address, Long> given = new ConcurrentHashMap<>();

  /**
   * @param nanoTime a monotonic clock
   */
  Orders(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Whether an order may be given now; from then on it counts as given. */
  boolean mayGive(Address address) {
    var now = nanoTime.getAsLong();
    given.values().removeIf(then -> now - then >= UNTIL_REPORTED.toNanos());
    var isFirst = new AtomicBoolean();
    given.computeIfAbsent(
        address,
        relay -> {
          isFirst.set(true);
          return now;
        });
    return isFirst.get();
  }
}
