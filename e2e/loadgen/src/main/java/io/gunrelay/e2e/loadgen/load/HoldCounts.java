package io.gunrelay.e2e.loadgen.load;

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
  private final Recorder latency = Latencies.recorder();

  void acknowledgedAfter(long nanos) {
    acknowledged.increment();
    Latencies.record(latency, nanos);
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
        Latencies.of(latency.getIntervalHistogram()));
  }
}
