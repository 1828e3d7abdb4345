package io.gunrelay.e2e.loadgen.bench;

import io.gunrelay.e2e.loadgen.load.Slope;
import io.gunrelay.e2e.loadgen.relays.RunningRelay;
import java.io.IOException;

/** Looks at a relay's resident memory twice a second until it is closed. */
final class MemoryWatch implements AutoCloseable {
  private static final long EVERY_MILLIS = 500;

  private final RunningRelay relay;
  private final Thread thread;
  private final Slope megabytesByMinutes = new Slope();
  private final long beginNanos = System.nanoTime();

  MemoryWatch(RunningRelay relay) {
    this.relay = relay;
    thread = Thread.ofPlatform().daemon().name("memory-watch").start(this::watch);
  }

  private void watch() {
    try {
      while (!Thread.interrupted()) {
        add(relay.memory().residentKb() / 1024.0);
        Thread.sleep(EVERY_MILLIS);
      }
    } catch (IOException | InterruptedException ended) {
      // The relay has ended, or nobody wants to know any more.
    }
  }

  private synchronized void add(double megabytes) {
    megabytesByMinutes.add((System.nanoTime() - beginNanos) / 60e9, megabytes);
  }

  /** At the last look. */
  synchronized double megabytes() {
    return megabytesByMinutes.last();
  }

  synchronized double megabytesPerMinute() {
    return megabytesByMinutes.perUnit();
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
