package io.gunrelay.e2e.scenarios.failovers;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Time that has to pass: faults last for a while, and nothing is to happen for a while. */
final class Pause {
  private Pause() {}

  static void of(Duration time) {
    try {
      TimeUnit.MILLISECONDS.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
