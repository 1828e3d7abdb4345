package io.gunrelay.relay;

import io.gunrelay.relay.api.Performance;
import io.gunrelay.relay.measure.Durations;
import io.gunrelay.relay.measure.Timings;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** What a relay says of how it does, from what it measures anyway. */
record PerformanceFigures(Timings timings, MeterRegistry registry) {

  private static final Path MEMORY = Path.of("/proc/self/statm");
  private static final long PAGE_BYTES = 4096;

  /** For what a relay closes connections that could have stayed. */
  private static final Set<String> FAILURES = Set.of("overload", "limited");

  Performance now() {
    Durations.Figures acknowledged = timings.acknowledgement().figures();
    return new Performance(
        Arrays.stream(acknowledged.counts()).boxed().toList(),
        Arrays.stream(acknowledged.boundsNs()).map(TimeUnit.NANOSECONDS::toMicros).boxed().toList(),
        sum("gunrelay.puts.refused") + sum("gunrelay.keys.refused"),
        count("gunrelay.connections.opened"),
        count("gunrelay.connections.refused") + closed(),
        cpuMillis(),
        residentBytes(),
        behindMillis());
  }

  private long sum(String name) {
    return (long)
        registry.find(name).functionCounters().stream().mapToDouble(FunctionCounter::count).sum();
  }

  private long count(String name) {
    return (long)
        registry.find(name).counters().stream().mapToDouble(counter -> counter.count()).sum();
  }

  private long closed() {
    return (long)
        registry.find("gunrelay.connections.closed").counters().stream()
            .filter(counter -> FAILURES.contains(counter.getId().getTag("reason")))
            .mapToDouble(counter -> counter.count())
            .sum();
  }

  private long behindMillis() {
    Gauge behind = registry.find("gunrelay.replication.behind.seconds").gauge();
    return behind == null || Double.isNaN(behind.value()) ? 0 : (long) (behind.value() * 1000);
  }

  private static long cpuMillis() {
    return ProcessHandle.current().info().totalCpuDuration().map(Duration::toMillis).orElse(0L);
  }

  private static long residentBytes() {
    try {
      return Long.parseLong(Files.readString(MEMORY).split(" ", 3)[1]) * PAGE_BYTES;
    } catch (IOException | RuntimeException e) {
      return 0;
    }
  }
}
