package io.gunrelay.operator.report;

import io.gunrelay.api.v1alpha1.FailoverPhase;
import io.gunrelay.api.v1alpha1.FailoverStatus;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.api.v1alpha1.SwitchStatus;
import io.gunrelay.operator.failover.Ruling;
import io.gunrelay.operator.failover.Watch;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where regions stand, and how long switches took, as metrics. Of a fleet that is gone, and of one
 * that another operator works for, there are none. Thread-safe.
 */
final class FailoverMeasures {

  private static final String PHASE = "gunrelay.operator.failover.phase";
  private static final String SWITCHES = "gunrelay.operator.failover.switches";
  private static final String STOPWATCH = "gunrelay.operator.failover.stopwatch";

  private final MeterRegistry registry;
  private final Map<Fleet, Map<Series, Shown>> shown = new HashMap<>();
  private final Map<Fleet, Map<Tags, Meter>> counters = new HashMap<>();

  private record Fleet(String namespace, String name) {
    static Fleet of(GunRelayCluster resource) {
      return new Fleet(resource.getMetadata().getNamespace(), resource.getMetadata().getName());
    }

    Tags tags() {
      return Tags.of("namespace", namespace, "name", name);
    }
  }

  private record Series(String name, Tags tags) {}

  /** A gauge and what it shows, which is written under the lock and read by whoever scrapes. */
  private static final class Shown {
    private final Meter meter;
    private volatile double value;

    Shown(MeterRegistry registry, Series series) {
      var of = Gauge.builder(series.name(), this, gauge -> gauge.value).tags(series.tags());
      this.meter =
          (series.name().equals(STOPWATCH) ? of.baseUnit("seconds") : of).register(registry);
    }
  }

  FailoverMeasures(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Shows where the regions of a fleet stand now. */
  synchronized void show(GunRelayCluster resource, Ruling ruling) {
    var fleet = Fleet.of(resource);
    var values = values(fleet, ruling);
    var gauges = shown.computeIfAbsent(fleet, any -> new HashMap<>());
    gauges
        .entrySet()
        .removeIf(gauge -> {
          var isGone = !values.containsKey(gauge.getKey());
          if (isGone) {
            registry.remove(gauge.getValue().meter);
          }
          return isGone;
        });
    values.forEach((series, value) ->
        gauges.computeIfAbsent(series, any -> new Shown(registry, series)).value = value);
  }

  private static Map<Series, Double> values(Fleet fleet, Ruling ruling) {
    var values = new HashMap<Series, Double>();
    ruling
        .course()
        .stands()
        .forEach((region, stand) -> {
          for (var phase : FailoverPhase.values()) {
            values.put(
                new Series(PHASE, fleet.tags().and("region", region, "phase", phase.name())),
                FailoverStatuses.phase(stand.phase()) == phase ? 1.0 : 0.0);
          }
        });
    ruling.course().past().stream()
        .findFirst()
        .ifPresent(last -> {
          var watch = last.watch();
          part(values, fleet, "suspected", watch, watch.suspected());
          part(values, fleet, "confirmed", watch, watch.confirmed());
          part(values, fleet, "fenced", watch, watch.fenced());
          part(values, fleet, "switched", watch, watch.switched());
          part(values, fleet, "verified", watch, watch.verified());
        });
    return values;
  }

  private static void part(
      Map<Series, Double> values, Fleet fleet, String part, Watch watch, Optional<Instant> at) {
    at.ifPresent(then ->
        values.put(
            new Series(STOPWATCH, fleet.tags().and("part", part)),
            Duration.between(watch.missed(), then).toMillis() / 1_000.0));
  }

  /** Counts what has been switched since the former status. */
  synchronized void count(
      GunRelayCluster resource, @Nullable FailoverStatus former, @Nullable FailoverStatus now) {
    var fleet = Fleet.of(resource);
    var known = switches(former);
    switches(now).stream()
        .filter(one -> known.stream().noneMatch(other -> isSame(one, other)))
        .forEach(one -> {
          var tags =
              fleet
                  .tags()
                  .and("from", one.from(), "to", one.to())
                  .and("asked", String.valueOf(Boolean.TRUE.equals(one.asked())));
          var counter = registry.counter(SWITCHES, tags);
          counter.increment();
          counters.computeIfAbsent(fleet, any -> new HashMap<>()).put(tags, counter);
        });
  }

  private static List<SwitchStatus> switches(@Nullable FailoverStatus status) {
    var switches = status == null ? null : status.switches();
    return switches == null ? List.of() : switches;
  }

  /** Their stopwatch may go on. */
  private static boolean isSame(SwitchStatus one, SwitchStatus other) {
    return one.from().equals(other.from())
        && String.valueOf(one.stopwatch().switched())
            .equals(String.valueOf(other.stopwatch().switched()));
  }

  synchronized void forget(GunRelayCluster resource) {
    var fleet = Fleet.of(resource);
    var gauges = shown.remove(fleet);
    if (gauges != null) {
      gauges.values().forEach(gauge -> registry.remove(gauge.meter));
    }
    var counted = counters.remove(fleet);
    if (counted != null) {
      counted.values().forEach(registry::remove);
    }
  }
}
