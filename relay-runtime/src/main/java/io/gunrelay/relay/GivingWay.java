package io.gunrelay.relay;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * When a relay whose store is damaged may end: another one is ready all the time, for so long that
 * it would have heard if that one were about to give way as well, and has all changes of this one.
 * Two that find damage at once wait for different times, so one of them stays. Belongs to one
 * thread, but for {@link #isOn}.
 */
final class GivingWay {
  private static final Duration LEAST = Duration.ofSeconds(3);
  private static final Duration MOST = Duration.ofSeconds(8);
  private static final Duration UNCONFIRMED = Duration.ofSeconds(30);

  private final LongSupplier nanoTime;
  private final long waitNs;
  private volatile @Nullable Long sinceNs;

  GivingWay(LongSupplier nanoTime, RandomGenerator random) {
    this.nanoTime = nanoTime;
    this.waitNs = random.nextLong(LEAST.toNanos(), MOST.toNanos());
  }

  /**
   * Whether it may end now.
   *
   * @param anotherServes a relay to give way to is there
   * @param confirmed it has all changes of this one; not waited for for ever
   */
  boolean isDone(boolean anotherServes, boolean confirmed) {
    if (!anotherServes) {
      sinceNs = null;
      return false;
    }
    long now = nanoTime.getAsLong();
    Long since = sinceNs;
    if (since == null) {
      since = now;
      sinceNs = since;
    }
    long waited = now - since;
    return waited >= waitNs && (confirmed || waited >= UNCONFIRMED.toNanos());
  }

  /** Whether clients should go to the other. */
  boolean isOn() {
    return sinceNs != null;
  }
}
