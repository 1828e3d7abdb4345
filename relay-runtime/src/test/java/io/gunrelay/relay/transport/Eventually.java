package io.gunrelay.relay.transport;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for conditions. */
public final class Eventually {
  private static final Duration POLL = Duration.ofMillis(5);

  private Eventually() {}

  /** Returns once the condition holds; fails when it does not in time. */
  public static void await(String what, Duration deadline, BooleanSupplier condition) {
    await(what, deadline, POLL, condition);
  }

  /** The same, for conditions that are not to be asked for all the time. */
  public static void await(
      String what, Duration deadline, Duration poll, BooleanSupplier condition) {
    long endNs = System.nanoTime() + deadline.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - endNs > 0) {
        throw new AssertionError("not within " + deadline + ": " + what);
      }
      LockSupport.parkNanos(poll.toNanos());
    }
  }
}
