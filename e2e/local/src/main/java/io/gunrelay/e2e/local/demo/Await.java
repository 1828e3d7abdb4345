package io.gunrelay.e2e.local.demo;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting for what others do, never without a deadline. */
final class Await {
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private Await() {}

  /** Waits until a condition holds. */
  static void until(String what, Duration deadline, BooleanSupplier condition) {
    until(what, deadline, LOOK_EVERY, condition);
  }

  static void until(String what, Duration deadline, Duration every, BooleanSupplier condition) {
    found(
        what,
        deadline,
        every,
        () -> condition.getAsBoolean() ? Optional.of(what) : Optional.empty());
  }

  /**
   * Waits until there is a value.
   *
   * @throws AssertionError when the time is over
   */
  static <T> T found(String what, Duration deadline, Supplier<Optional<T>> value) {
    return found(what, deadline, LOOK_EVERY, value);
  }

  private static <T> T found(
      String what, Duration deadline, Duration every, Supplier<Optional<T>> value) {
    long endNs = System.nanoTime() + deadline.toNanos();
    CountDownLatch never = new CountDownLatch(1);
    while (true) {
      Optional<T> present = value.get();
      if (present.isPresent()) {
        return present.get();
      }
      if (System.nanoTime() > endNs) {
        throw new AssertionError(what + ": not within " + deadline.toSeconds() + " s");
      }
      try {
        if (never.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new IllegalStateException();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted while waiting: " + what, e);
      }
    }
  }
}
