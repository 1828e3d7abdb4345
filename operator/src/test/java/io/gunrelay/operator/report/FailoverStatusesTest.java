package io.gunrelay.operator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.gunrelay.api.v1alpha1.FailoverPhase;
import io.gunrelay.api.v1alpha1.FailoverRegionStatus;
import io.gunrelay.api.v1alpha1.FailoverStatus;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.api.v1alpha1.GunRelayClusterStatus;
import io.gunrelay.api.v1alpha1.StopwatchStatus;
import io.gunrelay.operator.decide.FailoverCourses;
import io.gunrelay.operator.decide.Reason;
import io.gunrelay.operator.failover.Course;
import io.gunrelay.operator.failover.Phase;
import io.gunrelay.operator.failover.Ruling;
import io.gunrelay.operator.failover.Stand;
import io.gunrelay.operator.failover.Switch;
import io.gunrelay.operator.failover.Watch;
import io.gunrelay.operator.report.RolloutEvents.Told;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the status remembers of regions is all that another operator needs. */
class FailoverStatusesTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123456789Z");
  private static final Watch WATCH =
      new Watch(
          NOW, Optional.of(NOW.plusSeconds(3)), Optional.of(NOW.plusSeconds(3)), Optional.empty());

  @ParameterizedTest
  @EnumSource
  void aRegionInAnyPhaseIsReadAsItWasWritten(Phase phase) {
    var course =
        new Course(
            Map.of("west", standing(phase), "east", Stand.healthy(NOW)),
            Optional.of("east"),
            Optional.of("east"),
            List.of(new Switch("west", "east", true, "west is down", WATCH)));

    assertThat(FailoverCourses.of(written(course))).isEqualTo(course);
  }

  private static Stand standing(Phase phase) {
    return switch (phase) {
      case HEALTHY -> Stand.healthy(NOW);
      case SUSPECTED, CONFIRMED ->
          new Stand(phase, NOW, Optional.empty(), 100, false, Optional.of(WATCH));
      case SWITCHING, FAILED_OVER, RECOVERING ->
          new Stand(phase, NOW, Optional.of("east"), 0, true, Optional.of(WATCH));
      case FAILING_BACK -> new Stand(phase, NOW, Optional.of("east"), 50, true, Optional.of(WATCH));
    };
  }

  @Test
  void aRegionThatSomebodyHasWrittenOverIsNotKnown() {
    var resource = new GunRelayCluster();
    resource.setStatus(
        status(
            new FailoverStatus(
                null,
                null,
                List.of(
                    region("west", FailoverPhase.FailedOver, NOW.toString(), null),
                    region("east", FailoverPhase.Healthy, "yesterday", null)),
                null)));

    assertThat(FailoverCourses.of(resource)).isEqualTo(Course.NEW);
  }

  @Test
  void aFleetOfOneRegionSaysNothing() {
    assertThat(FailoverStatuses.of(ruling(Course.NEW))).isNull();
  }

  @Test
  void aSwitchIsToldOnceWithItsReason() {
    var before = status(of(region("west", FailoverPhase.Confirmed, NOW.toString(), null)));
    var after = status(of(region("west", FailoverPhase.Switching, NOW.toString(), "is served")));

    assertThat(FailoverEvents.of(before, after))
        .extracting(Told::reason, Told::message)
        .containsExactly(tuple(Reason.RegionSwitched, "region west is served"));
    assertThat(FailoverEvents.of(after, after)).isEmpty();
  }

  @Test
  void aRegionThatIsSeenForTheFirstTimeIsNoNews() {
    var after = status(of(region("west", FailoverPhase.Healthy, NOW.toString(), null)));

    assertThat(FailoverEvents.of(null, after)).isEmpty();
  }

  private static FailoverStatus of(FailoverRegionStatus... regions) {
    return new FailoverStatus(null, null, List.of(regions), null);
  }

  private static FailoverRegionStatus region(
      String name, FailoverPhase phase, String since, @Nullable String message) {
    return new FailoverRegionStatus(
        name,
        phase,
        since,
        null,
        null,
        null,
        message,
        new StopwatchStatus(NOW.toString(), null, null, null));
  }

  private static Ruling ruling(Course course) {
    return new Ruling(course, Map.of(), Map.of(), Optional.empty());
  }

  private static GunRelayCluster written(Course course) {
    var cluster = new GunRelayCluster();
    cluster.setStatus(status(FailoverStatuses.of(ruling(course))));
    var yaml = new KubernetesSerialization();
    return yaml.unmarshal(yaml.asJson(cluster), GunRelayCluster.class);
  }

  private static GunRelayClusterStatus status(@Nullable FailoverStatus failover) {
    return new GunRelayClusterStatus(
        null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
        null, failover);
  }
}
