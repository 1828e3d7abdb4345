package io.gunrelay.e2e.loadgen.bench;

import io.gunrelay.e2e.loadgen.load.Slope;
import io.gunrelay.e2e.loadgen.relays.RunningRelay;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Looks at a relay's resident memory twice a second until it is closed. */
final class MemoryWatch implements AutoCloseable {
  private static final long EVERY_MILLIS = 500;

  private record Look(double minute, double megabytes) {}

  private final RunningRelay relay;
  private final Thread thread;
  private final List<Look> looks = new ArrayList<>();
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
    looks.add(new Look((System.nanoTime() - beginNanos) / 60e9, megabytes));
  }

  /** At the last look. */
  synchronized double megabytes() {
    return looks.isEmpty() ? 0 : looks.getLast().megabytes();
  }

  /** The slope over the second half of the time: in the first one, caches fill. */
  synchronized double megabytesPerMinute() {
    Slope slope = new Slope();
    looks
        .subList(looks.size() / 2, looks.size())
        .forEach(look -> slope.add(look.minute(), look.megabytes()));
    return slope.perUnit();
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
