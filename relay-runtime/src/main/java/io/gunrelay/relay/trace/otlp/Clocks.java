package io.gunrelay.relay.trace.otlp;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The time of day, and the time that passes.
 *
 * @param nanoTime monotonic
 */
public record Clocks(InstantSource day, LongSupplier nanoTime) {
  /** What {@link #nanoTime} would have said at the epoch, so that both can be translated. */
  long epochNs() {
    Instant now = day.instant();
    return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano() - nanoTime.getAsLong();
  }
}
