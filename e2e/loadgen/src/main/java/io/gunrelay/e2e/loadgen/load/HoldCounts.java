package io.gunrelay.e2e.loadgen.load;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Recorder;

/** What the clients of a {@link HoldLoad} count together. Safe for several threads. */
final class HoldCounts {
  final LongAdder open = new LongAdder();
  final LongAdder puts = new LongAdder();
  final LongAdder acknowledged = new LongAdder();
  final LongAdder refused = new LongAdder();
  final LongAdder deliveries = new LongAdder();
  final LongAdder lost = new LongAdder();
  final LongAdder failed = new LongAdder();
  final LongAdder moved = new LongAdder();
  private final AtomicLong longestAwayNanos = new AtomicLong();
  private final Recorder latency = Latencies.recorder();

  void acknowledgedAfter(long nanos) {
    acknowledged.increment();
    Latencies.record(latency, nanos);
  }

  /** A client that had no connection has one again. */
  void backAfter(long nanos) {
    longestAwayNanos.accumulateAndGet(nanos, Math::max);
  }

  HoldLoad.Report report(double atSeconds) {
    return new HoldLoad.Report(
        atSeconds,
        open.sum(),
        puts.sum(),
        acknowledged.sum(),
        refused.sum(),
        deliveries.sum(),
        lost.sum(),
        failed.sum(),
        moved.sum(),
        longestAwayNanos.get() / 1e6,
        Latencies.of(latency.getIntervalHistogram()));
  }
}
