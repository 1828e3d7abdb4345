package io.gunrelay.relay.measure;

import io.gunrelay.relay.trace.TraceContext;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How long something took, as a histogram. Thread-safe; recording makes no garbage. */
public final class Durations {
  /**
   * A measurement that has a trace.
   *
   * @param nanos how long it took
   * @param atMillis when it ended, in milliseconds since the epoch
   */
  public record Example(long nanos, TraceContext trace, long atMillis) {}

  /**
   * The histogram at one time.
   *
   * @param boundsNs the buckets' upper bounds, inclusive, ascending; one more bucket has none
   * @param counts of each bucket alone
   * @param examples by bucket, null where there is none
   */
  @SuppressWarnings("ArrayRecordComponent") // Made for one reader, who leaves it as it is.
  public record Figures(long[] boundsNs, long[] counts, long sumNs, @Nullable Example[] examples) {}

  private final long[] boundsNs;
  private final LongAdder[] counts;
  private final LongAdder sumNs = new LongAdder();
  private final AtomicReferenceArray<@Nullable Example> examples;

  private Durations(long[] boundsNs) {
    this.boundsNs = boundsNs;
    counts = Stream.generate(LongAdder::new).limit(boundsNs.length + 1).toArray(LongAdder[]::new);
    examples = new AtomicReferenceArray<>(boundsNs.length + 1);
  }

  /** For what takes microseconds to seconds. */
  public static Durations ofWork() {
    return of(
        Stream.of(10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000)
            .map(micros -> Duration.ofNanos(micros * 1_000L)),
        Stream.of(250, 1_000, 5_000).map(Duration::ofMillis));
  }

  /** For what crosses machines, whose clocks differ by a millisecond or so. */
  public static Durations ofJourneys() {
    return of(
        Stream.of(1, 2, 5, 10, 25, 50, 100, 250, 500).map(Duration::ofMillis),
        Stream.of(1, 2, 5, 10, 30, 60, 300, 3_600).map(Duration::ofSeconds));
  }

  /** For what lasts seconds to days. */
  public static Durations ofSessions() {
    return of(
        Stream.of(1, 10, 60, 300, 900).map(Duration::ofSeconds),
        Stream.of(1, 4, 12, 24, 72).map(Duration::ofHours));
  }

  private static Durations of(Stream<Duration> shorter, Stream<Duration> longer) {
    return new Durations(Stream.concat(shorter, longer).mapToLong(Duration::toNanos).toArray());
  }

  /** One measurement; negative counts as 0. */
  public void record(long nanos) {
    record(nanos, 1);
  }

  /** The same measurement several times. */
  public void record(long nanos, int times) {
    counts[bucket(nanos)].add(times);
    sumNs.add(Math.max(0, nanos) * times);
  }

  /** Keeps a measurement, which has been recorded, as its bucket's example. */
  public void example(long nanos, TraceContext trace, long atMillis) {
    examples.set(bucket(nanos), new Example(nanos, trace, atMillis));
  }

  /** The histogram now. */
  public Figures figures() {
    @Nullable Example[] kept = new @Nullable Example[counts.length];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = examples.get(i);
    }
    return new Figures(
        boundsNs, Arrays.stream(counts).mapToLong(LongAdder::sum).toArray(), sumNs.sum(), kept);
  }

  private int bucket(long nanos) {
    int found = Arrays.binarySearch(boundsNs, nanos);
    return found < 0 ? -found - 1 : found;
  }
}
