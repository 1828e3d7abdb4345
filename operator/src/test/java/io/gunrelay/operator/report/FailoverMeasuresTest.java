package io.gunrelay.operator.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.gunrelay.api.v1alpha1.FailoverStatus;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.operator.failover.Course;
import io.gunrelay.operator.failover.Phase;
import io.gunrelay.operator.failover.Ruling;
import io.gunrelay.operator.failover.Stand;
import io.gunrelay.operator.failover.Switch;
import io.gunrelay.operator.failover.Watch;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FailoverMeasuresTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final FailoverMeasures measures = new FailoverMeasures(registry);

  @Test
  void eachPhaseOfARegionIsShownAndThePresentOneIsOne() {
    measures.show(fleet("demo"), ruling(Phase.SUSPECTED));
    assertThat(phase("Suspected")).isOne();
    assertThat(phase("Healthy")).isZero();

    measures.show(fleet("demo"), ruling(Phase.HEALTHY));
    assertThat(phase("Suspected")).isZero();
    assertThat(phase("Healthy")).isOne();
    assertThat(registry.getMeters()).hasSize(Phase.values().length);
  }

  @Test
  void theLastSwitchIsShownWithWhatIsKnownOfItsTimes() {
    measures.show(fleet("demo"), ruling(Phase.SWITCHING, made(watch(null))));
    assertThat(seconds("confirmed")).isEqualTo(3.25);
    assertThat(seconds("switched")).isEqualTo(3.5);
    assertThat(
            registry.find("gunrelay.operator.failover.stopwatch").tag("part", "verified").gauge())
        .isNull();

    measures.show(
        fleet("demo"), ruling(Phase.SWITCHING, made(watch(NOW.plusSeconds(5))), made(watch(null))));
    assertThat(seconds("verified")).isEqualTo(5);
  }

  @Test
  void aSwitchIsCountedOnceThoughItsStopwatchGoesOn() {
    var switched = status(made(watch(null)));
    measures.count(fleet("demo"), null, switched);
    measures.count(fleet("demo"), switched, status(made(watch(NOW.plusSeconds(5)))));

    assertThat(
            registry
                .get("gunrelay.operator.failover.switches")
                .tags("namespace", "shop", "name", "demo", "from", "west", "to", "east")
                .tags("asked", "false")
                .counter()
                .count())
        .isOne();
  }

  @Test
  void ofAFleetThatIsGoneNothingIsLeft() {
    measures.show(fleet("demo"), ruling(Phase.SWITCHING, made(watch(null))));
    measures.count(fleet("demo"), null, status(made(watch(null))));
    measures.show(fleet("other"), ruling(Phase.HEALTHY));

    measures.forget(fleet("demo"));

    assertThat(registry.getMeters())
        .isNotEmpty()
        .extracting(Meter::getId)
        .allMatch(id -> "other".equals(id.getTag("name")));
  }

  @Test
  void aRegionThatLeavesTakesItsMetricsAlong() {
    measures.show(fleet("demo"), ruling(Phase.HEALTHY));
    measures.show(fleet("demo"), new Ruling(Course.NEW, Map.of(), Map.of(), Optional.empty()));

    assertThat(registry.getMeters()).isEmpty();
  }

  private double phase(String name) {
    return value(
        registry
            .get("gunrelay.operator.failover.phase")
            .tags("namespace", "shop", "name", "demo", "region", "west", "phase", name)
            .gauge());
  }

  private double seconds(String part) {
    return value(registry.get("gunrelay.operator.failover.stopwatch").tag("part", part).gauge());
  }

  private static double value(Gauge gauge) {
    return gauge.value();
  }

  private static Watch watch(@Nullable Instant verified) {
    return new Watch(
        NOW,
        Optional.empty(),
        Optional.of(NOW.plusMillis(3_250)),
        Optional.empty(),
        Optional.of(NOW.plusMillis(3_500)),
        Optional.ofNullable(verified));
  }

  private static Switch made(Watch watch) {
    return new Switch("west", "east", false, "west is down", watch);
  }

  private static Ruling ruling(Phase phase, Switch... past) {
    var stand = new Stand(phase, NOW, Optional.of("east"), 0, false, Optional.of(watch(null)));
    return new Ruling(
        new Course(Map.of("west", stand), Optional.empty(), Optional.empty(), List.of(past)),
        Map.of(),
        Map.of(),
        Optional.empty());
  }

  private static @Nullable FailoverStatus status(Switch... past) {
    return FailoverStatuses.of(ruling(Phase.SWITCHING, past));
  }

  private static GunRelayCluster fleet(String name) {
    var fleet = new GunRelayCluster();
    fleet.setMetadata(new ObjectMetaBuilder().withNamespace("shop").withName(name).build());
    return fleet;
  }
}
