package io.gunrelay.relay.peers.net;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before dialling again: twice as long each time, with chance in it. */
final class Backoff {
  private static final long FIRST_MS = 500;
  private static final long LONGEST_MS = 30_000;

  private final RandomGenerator random;
  private long nextMs = FIRST_MS;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  /** From half of what is due to the whole of it. */
  Duration next() {
    long due = nextMs;
    nextMs = Math.min(2 * due, LONGEST_MS);
    return Duration.ofMillis(due / 2 + random.nextLong(due / 2 + 1));
  }

  /** The connection held. */
  void reset() {
    nextMs = FIRST_MS;
  }

  /** There is no use in trying soon. */
  void giveTime() {
    nextMs = LONGEST_MS;
  }
}
