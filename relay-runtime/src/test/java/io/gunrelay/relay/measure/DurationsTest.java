package io.gunrelay.relay.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.trace.TraceContext;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DurationsTest {
  private final Durations durations = Durations.ofWork();

  @Test
  void aMeasurementCountsInTheFirstBucketThatHoldsIt() {
    durations.record(Duration.ofNanos(10_000).toNanos());
    durations.record(Duration.ofNanos(10_001).toNanos(), 3);
    Durations.Figures figures = durations.figures();
    assertThat(figures.counts()[0]).isEqualTo(1);
    assertThat(figures.counts()[1]).isEqualTo(3);
    assertThat(figures.sumNs()).isEqualTo(10_000 + 3 * 10_001);
  }

  @Test
  void whatIsLongerThanEveryBoundCountsInTheLastBucket() {
    durations.record(Duration.ofHours(1).toNanos());
    long[] counts = durations.figures().counts();
    assertThat(counts[counts.length - 1]).isEqualTo(1);
  }

  @Test
  void aClockThatWentBackMakesNoNegativeSum() {
    durations.record(-5);
    assertThat(durations.figures().sumNs()).isZero();
    assertThat(Arrays.stream(durations.figures().counts()).sum()).isEqualTo(1);
  }

  @Test
  void anExampleStaysWithItsBucket() {
    TraceContext trace = new TraceContext(1, 2, 3);
    durations.example(20_000, trace, 5);
    assertThat(durations.figures().examples()[1])
        .isEqualTo(new Durations.Example(20_000, trace, 5));
  }
}
