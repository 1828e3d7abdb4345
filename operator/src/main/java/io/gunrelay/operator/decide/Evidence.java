package io.gunrelay.operator.decide;

import io.fabric8.kubernetes.api.model.Pod;
import io.gunrelay.operator.fleet.Colour;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.observe.Observation;
import io.gunrelay.operator.observe.PerformanceLog.Span;
import io.gunrelay.operator.rollout.Figures;
import io.gunrelay.relay.api.Performance;
import io.gunrelay.relay.api.RelayReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/** Sums up what relays of each colour did. */
final class Evidence {

  private final Collection<Observation> seen;
  private final Map<String, Span> spans;
  private final Set<String> down;

  /**
   * @param seen what there is in each cluster
   * @param spans what was between, by relay
   * @param down regions of which nothing is said, as what befalls them is no fault of a version
   */
  Evidence(Collection<Observation> seen, Map<String, Span> spans, Set<String> down) {
    this.seen = seen;
    this.spans = spans;
    this.down = down;
  }

  /** Of the relays of a colour that run. */
  Figures of(Colour colour) {
    var watched = new ArrayList<Span>();
    long clients = 0;
    int restarts = 0;
    for (var there : seen) {
      var reports = reports(there);
      for (var pod : there.pods()) {
        if (isOf(colour, pod) && !pod.isMarkedForDeletion() && !Pods.isOver(pod)) {
          restarts += Pods.restarts(pod);
          var name = pod.getMetadata().getName();
          var report = reports.get(name);
          var span = spans.get(name);
          if (report != null) {
            clients += report.load().clients();
          }
          if (report != null && span != null) {
            watched.add(span);
          }
        }
      }
    }
    return sum(watched, clients, restarts);
  }

  private boolean isOf(Colour colour, Pod pod) {
    return Names.colourOf(pod) == colour && !down.contains(Names.regionOf(pod));
  }

  private static Map<String, RelayReport> reports(Observation there) {
    var reports = new HashMap<String, RelayReport>();
    there.relays().forEach(relay -> reports.put(relay.name(), relay));
    return reports;
  }

  private static Figures sum(List<Span> spans, long clients, int restarts) {
    return new Figures(
        spans.size(),
        clients,
        spans.stream().map(Span::length).min(Duration::compareTo).orElse(Duration.ZERO),
        acknowledged(spans),
        spans.isEmpty() ? List.of() : spans.getFirst().after().boundsMicros(),
        between(spans, Performance::putsRefused),
        between(spans, Performance::connectionsOpened),
        between(spans, Performance::connectionsFailed),
        spans.stream().mapToDouble(Evidence::cpu).sum(),
        (long) spans.stream().mapToLong(span -> span.after().residentBytes()).average().orElse(0),
        Duration.ofMillis(
            spans.stream().mapToLong(span -> span.after().behindMillis()).max().orElse(0)),
        restarts);
  }

  private static double cpu(Span span) {
    var used = between(span, Performance::cpuMillis);
    return span.length().isZero() ? 0 : (double) used / span.length().toMillis();
  }

  private static long between(List<Span> spans, ToLongFunction<Performance> figure) {
    return spans.stream().mapToLong(span -> between(span, figure)).sum();
  }

  /** A relay that was started again begins at zero. */
  private static long between(Span span, ToLongFunction<Performance> figure) {
    var before = figure.applyAsLong(span.before());
    var after = figure.applyAsLong(span.after());
    return after < before ? after : after - before;
  }

  private static List<Long> acknowledged(List<Span> spans) {
    var sums = new ArrayList<Long>();
    for (var span : spans) {
      var counts = span.after().acknowledged();
      for (int i = 0; i < counts.size(); i++) {
        int bucket = i;
        var some =
            between(
                span,
                performance ->
                    bucket < performance.acknowledged().size()
                        ? performance.acknowledged().get(bucket)
                        : 0);
        if (sums.size() <= i) {
          sums.add(some);
        } else {
          sums.set(i, sums.get(i) + some);
        }
      }
    }
    return sums;
  }
}
