package io.gunrelay.e2e.loadgen.load;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What was published in one fan-out and what of it came, over all subscribers. Thread-safe. */
final class Deliveries {
  /** The times of this many updates are remembered: far more than can be under way at once. */
  private static final int REMEMBERED = 1 << 20;

  private final int subscribers;
  private final AtomicLongArray dueNanos = new AtomicLongArray(REMEMBERED);
  private final List<Tally> tallies = new CopyOnWriteArrayList<>();
  private final LongAdder malformed = new LongAdder();
  private final LongAdder closed = new LongAdder();
  private final AtomicLong published = new AtomicLong();
  private final AtomicLong updates = new AtomicLong();
  private volatile @Nullable Window window;

  Deliveries(int subscribers) {
    this.subscribers = subscribers;
  }

  void measure(Window measured) {
    window = measured;
  }

  /** Counts for one event loop. */
  Tally tally() {
    Tally tally = new Tally(this);
    tallies.add(tally);
    return tally;
  }

  /** An update is about to be sent; its number goes into its value. Called by one at a time. */
  long publish(long due) {
    long number = published.get();
    dueNanos.setPlain((int) (number % REMEMBERED), due);
    published.set(number + 1);
    if (measured(due)) {
      updates.incrementAndGet();
    }
    return number;
  }

  /** Updates sent so far. */
  long published() {
    return published.get();
  }

  long dueNanos(int number) {
    return dueNanos.getPlain(number % REMEMBERED);
  }

  boolean measured(long nanos) {
    Window measured = window;
    return measured != null && measured.contains(nanos);
  }

  private long total() {
    long total = 0;
    for (Tally tally : tallies) {
      total += tally.total();
    }
    return total;
  }

  /** Updates that not every subscriber has, on average. */
  long underWay() {
    return published.get() - total() / subscribers;
  }

  /** Deliveries so far: grows as long as any come. */
  long delivered() {
    return total();
  }

  boolean complete() {
    return total() >= published.get() * subscribers;
  }

  /** The tallies together, once nothing comes any more. */
  Tally sum() {
    Tally sum = new Tally(this);
    tallies.forEach(tally -> tally.addTo(sum));
    return sum;
  }

  void malformedFrame() {
    malformed.increment();
  }

  void connectionClosed() {
    closed.increment();
  }

  /** Updates that were due within the window. */
  long updates() {
    return updates.get();
  }

  long malformed() {
    return malformed.sum();
  }

  long closed() {
    return closed.sum();
  }
}
