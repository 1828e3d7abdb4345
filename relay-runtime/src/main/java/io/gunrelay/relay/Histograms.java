package io.gunrelay.relay;

import io.gunrelay.relay.measure.Durations;
import io.gunrelay.relay.measure.Timings;
import io.gunrelay.relay.trace.Stage;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shows durations as histograms, with traces of single puts as exemplars. */
final class Histograms implements Collector {
  private static final double NANOS = 1e9;

  private final String name;
  private final String help;
  private final Map<Labels, Durations> series;

  private Histograms(String name, String help, Map<Labels, Durations> series) {
    this.name = name;
    this.help = help;
    this.series = series;
  }

  /** Registers all that is timed. */
  static void bind(Timings timings, PrometheusRegistry registry) {
    Map<Labels, Durations> stages = new LinkedHashMap<>();
    for (Stage stage : Stage.values()) {
      stages.put(Labels.of("stage", stage.label()), timings.stage(stage));
    }
    registry.register(
        new Histograms("gunrelay_put_stage_seconds", "Time that puts spend in each stage", stages));
    one(
        registry,
        "gunrelay_put_acknowledgement_seconds",
        "Time from a put's arrival to its acknowledgement",
        timings.acknowledgement());
    one(
        registry,
        "gunrelay_sync_latency_seconds",
        "Time from a value's state to its delivery to a subscriber, by this relay's clock and the"
            + " writer's",
        timings.synchronisation());
    one(
        registry,
        "gunrelay_session_seconds",
        "Time that a WebSocket was open, once it has closed",
        timings.sessions());
  }

  private static void one(PrometheusRegistry registry, String name, String help, Durations only) {
    registry.register(new Histograms(name, help, Map.of(Labels.EMPTY, only)));
  }

  @Override
  public MetricSnapshot collect() {
    HistogramSnapshot.Builder all = HistogramSnapshot.builder().name(name).help(help);
    series.forEach((labels, durations) -> all.dataPoint(point(labels, durations.figures())));
    return all.build();
  }

  private static HistogramDataPointSnapshot point(Labels labels, Durations.Figures figures) {
    double[] bounds = Arrays.copyOf(seconds(figures.boundsNs()), figures.counts().length);
    bounds[bounds.length - 1] = Double.POSITIVE_INFINITY;
    List<Exemplar> exemplars = new ArrayList<>(0);
    for (Durations.Example example : figures.examples()) {
      if (example != null) {
        exemplars.add(exemplar(example));
      }
    }
    return HistogramDataPointSnapshot.builder()
        .labels(labels)
        .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, figures.counts()))
        .sum(figures.sumNs() / NANOS)
        .exemplars(Exemplars.of(exemplars))
        .build();
  }

  private static Exemplar exemplar(Durations.Example example) {
    return Exemplar.builder()
        .value(example.nanos() / NANOS)
        .traceId(example.trace().traceId())
        .spanId(example.trace().spanId())
        .timestampMillis(example.atMillis())
        .build();
  }

  private static double[] seconds(long[] nanos) {
    return Arrays.stream(nanos).mapToDouble(ns -> ns / NANOS).toArray();
  }
}
