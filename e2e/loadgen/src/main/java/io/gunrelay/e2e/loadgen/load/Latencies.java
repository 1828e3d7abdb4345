package io.gunrelay.e2e.loadgen.load;

import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.HdrHistogram.ValueRecorder;

/**
 * How long things took.
 *
 * @param count how many were measured
 */
public record Latencies(
    long count, double p50Millis, double p90Millis, double p99Millis, double maxMillis) {

  private static final long LONGEST_MICROS = 300_000_000;

  /** A histogram of microseconds with three digits, up to five minutes, for several threads. */
  static Histogram histogram() {
    return new ConcurrentHistogram(LONGEST_MICROS, 3);
  }

  /** The same for one thread, at a third of the time. */
  static Histogram plainHistogram() {
    return new Histogram(LONGEST_MICROS, 3);
  }

  /** The same, read in intervals. */
  static Recorder recorder() {
    return new Recorder(LONGEST_MICROS, 3);
  }

  /** Records a time; what is longer than the histogram counts as its longest. */
  static void record(ValueRecorder histogram, long nanos) {
    histogram.recordValue(Math.clamp(nanos / 1_000, 0, LONGEST_MICROS));
  }

  static Latencies of(Histogram histogram) {
    return new Latencies(
        histogram.getTotalCount(),
        millis(histogram.getValueAtPercentile(50)),
        millis(histogram.getValueAtPercentile(90)),
        millis(histogram.getValueAtPercentile(99)),
        millis(histogram.getMaxValue()));
  }

  private static double millis(long micros) {
    return micros / 1_000.0;
  }
}
