package io.gunrelay.e2e.loadgen.load;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
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
  private final LongAdder moved = new LongAdder();
  private final AtomicLong movedMost = new AtomicLong();
  private final AtomicLong dialledMost = new AtomicLong();
  private final ConcurrentMap<Long, AtomicLong> dialledInSecond = new ConcurrentHashMap<>();
  private final AtomicLong longestAwayNanos = new AtomicLong();
  private final Recorder latency = Latencies.recorder();

  void acknowledgedAfter(long nanos) {
    acknowledged.increment();
    Latencies.record(latency, nanos);
  }

  /**
   * A client was asked to dial again.
   *
   * @param times how often that one was by now
   */
  void moved(long times) {
    moved.increment();
    movedMost.accumulateAndGet(times, Math::max);
  }

  /** A client that had no connection since a time has one again. */
  void backAfter(long nowNanos, long sinceNanos) {
    longestAwayNanos.accumulateAndGet(nowNanos - sinceNanos, Math::max);
    long second = TimeUnit.NANOSECONDS.toSeconds(nowNanos);
    long inSecond =
        dialledInSecond.computeIfAbsent(second, of -> new AtomicLong()).incrementAndGet();
    dialledMost.accumulateAndGet(inSecond, Math::max);
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
        movedMost.get(),
        dialledMost.get(),
        longestAwayNanos.get() / 1e6,
        Latencies.of(latency.getIntervalHistogram()));
  }
}
