package io.gunrelay.e2e.loadgen.load;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** What the subscribers of one fan-out have received, counted together. Safe for threads. */
final class Deliveries {
  /** The times of this many updates are remembered: far more than can be under way at once. */
  private static final int REMEMBERED = 1 << 20;

  private final int subscribers;
  private final AtomicLongArray dueNanos = new AtomicLongArray(REMEMBERED);
  private final Histogram latency = Latencies.histogram();
  private final LongAdder total = new LongAdder();
  private final LongAdder inWindow = new LongAdder();
  private final LongAdder ofUpdates = new LongAdder();
  private final LongAdder malformed = new LongAdder();
  private final LongAdder closed = new LongAdder();
  private final AtomicLong published = new AtomicLong();
  private final AtomicLong updates = new AtomicLong();
  private volatile long lastNanos = System.nanoTime();
  private volatile @Nullable Window window;

  Deliveries(int subscribers) {
    this.subscribers = subscribers;
  }

  void measure(Window measured) {
    window = measured;
    lastNanos = System.nanoTime();
  }

  /** An update is about to be sent; its number goes into its value. Called by one thread. */
  long publish(long due) {
    long number = published.get();
    dueNanos.set((int) (number % REMEMBERED), due);
    published.set(number + 1);
    if (measured(due)) {
      updates.incrementAndGet();
    }
    return number;
  }

  /** One subscriber has one update, for the first time. */
  void delivered(long number, long nowNanos) {
    long due = dueNanos.get((int) (number % REMEMBERED));
    total.increment();
    lastNanos = nowNanos;
    if (measured(due)) {
      ofUpdates.increment();
      Latencies.record(latency, nowNanos - due);
    }
    if (measured(nowNanos)) {
      inWindow.increment();
    }
  }

  private boolean measured(long nanos) {
    Window measured = window;
    return measured != null && measured.contains(nanos);
  }

  /** Updates that not every subscriber has, on average. */
  long underWay() {
    return published.get() - total.sum() / subscribers;
  }

  boolean complete() {
    return total.sum() >= published.get() * subscribers;
  }

  void malformedFrame() {
    malformed.increment();
  }

  void connectionClosed() {
    closed.increment();
  }

  long lastNanos() {
    return lastNanos;
  }

  long updates() {
    return updates.get();
  }

  long inWindow() {
    return inWindow.sum();
  }

  long ofUpdates() {
    return ofUpdates.sum();
  }

  long malformed() {
    return malformed.sum();
  }

  long closed() {
    return closed.sum();
  }

  Histogram latency() {
    return latency;
  }
}
