package io.gunrelay.relay.graph;

import java.util.concurrent.atomic.AtomicLong;

/** How much is merged in memory and not on disk yet, and how much may be. Thread-safe. */
final class Pressure {
  private final AtomicLong bytes = new AtomicLong();
  private final long maxBytes;

  Pressure(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Takes room if there is any left: one that gets some may exceed what is left. */
  boolean tryTake(long size) {
    if (bytes.get() >= maxBytes) {
      return false;
    }
    bytes.addAndGet(size);
    return true;
  }

  void giveBack(long size) {
    bytes.addAndGet(-size);
  }

  long bytes() {
    return bytes.get();
  }
}
