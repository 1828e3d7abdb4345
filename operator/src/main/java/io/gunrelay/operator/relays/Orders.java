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

  static final Duration UNTIL_REPORTED = Duration.ofSeconds(30);
  static final Duration UNTIL_REPORTED_IN_A_HURRY = Duration.ofSeconds(3);

  private final LongSupplier nanoTime;
  private final Map<Address, Long> given = new ConcurrentHashMap<>();

  /**
   * @param nanoTime a monotonic clock
   */
  Orders(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Whether an order may be given now; from then on it counts as given.
   *
   * @param untilReported in which reports tell of the last one
   */
  boolean mayGive(Address address, Duration untilReported) {
    var now = nanoTime.getAsLong();
    given.values().removeIf(then -> now - then >= UNTIL_REPORTED.toNanos());
    var isGiven = new AtomicBoolean();
    given.compute(
        address,
        (relay, then) -> {
          isGiven.set(then == null || now - then >= untilReported.toNanos());
          return then == null || isGiven.get() ? (Long) now : then;
        });
    return isGiven.get();
  }
}
