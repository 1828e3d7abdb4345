package io.gunrelay.e2e.loadgen.load;

import org.HdrHistogram.Histogram;

/** What the subscribers of one event loop have received; only that loop writes. */
final class Tally {
  private final Deliveries deliveries;
  private final Histogram latency = Latencies.plainHistogram();
  private long counted;
  private long inWindow;
  private long ofUpdates;
  private long framesInWindow;
  // What other threads may see while deliveries come.
  private volatile long total;

  Tally(Deliveries deliveries) {
    this.deliveries = deliveries;
  }

  /** One subscriber has one update, for the first time. */
  void delivered(int number, long nowNanos) {
    counted++;
    long due = deliveries.dueNanos(number);
    if (deliveries.measured(due)) {
      ofUpdates++;
      Latencies.record(latency, nowNanos - due);
    }
    if (deliveries.measured(nowNanos)) {
      inWindow++;
    }
  }

  /** A frame with deliveries has been counted. */
  void frame(long nowNanos) {
    if (deliveries.measured(nowNanos)) {
      framesInWindow++;
    }
  }

  /** Shows others what has been counted; counting alone does not. */
  void publish() {
    total = counted;
  }

  long total() {
    return total;
  }

  /** Adds what was counted to another's; no delivery may come any more. */
  void addTo(Tally sum) {
    sum.counted += counted;
    sum.inWindow += inWindow;
    sum.ofUpdates += ofUpdates;
    sum.framesInWindow += framesInWindow;
    sum.latency.add(latency);
  }

  /** Deliveries within the window. */
  long inWindow() {
    return inWindow;
  }

  /** Deliveries of updates that were due within the window. */
  long ofUpdates() {
    return ofUpdates;
  }

  /** Frames with deliveries within the window. */
  long framesInWindow() {
    return framesInWindow;
  }

  Histogram latency() {
    return latency;
  }
}
