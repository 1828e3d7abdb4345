package io.gunrelay.operator.report;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.gunrelay.api.v1alpha1.FailoverPhase;
import io.gunrelay.api.v1alpha1.FailoverRegionStatus;
import io.gunrelay.api.v1alpha1.FailoverStatus;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.api.v1alpha1.GunRelayClusterStatus;
import io.gunrelay.api.v1alpha1.RegionImpairment;
import io.gunrelay.api.v1alpha1.RemarkStatus;
import io.gunrelay.api.v1alpha1.StopwatchStatus;
import io.gunrelay.operator.decide.FailoverCourses;
import io.gunrelay.operator.decide.Reason;
import io.gunrelay.operator.failover.Course;
import io.gunrelay.operator.failover.Impairment;
import io.gunrelay.operator.failover.Phase;
import io.gunrelay.operator.failover.Remark;
import io.gunrelay.operator.failover.Ruling;
import io.gunrelay.operator.failover.Stand;
import io.gunrelay.operator.failover.Switch;
import io.gunrelay.operator.failover.Watch;
import io.gunrelay.operator.report.RolloutEvents.Told;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
          NOW,
          Optional.of(NOW.plusSeconds(2)),
          Optional.of(NOW.plusSeconds(3)),
          Optional.of(NOW.plusSeconds(3)),
          Optional.of(NOW.plusSeconds(3)),
          Optional.empty());

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

  @ParameterizedTest
  @EnumSource
  void aRemarkIsWrittenInItsOwnName(Impairment what) {
    var course =
        new Course(
            Map.of("west", Stand.healthy(NOW)), Optional.empty(), Optional.empty(), List.of());
    var remarks = Map.of("west", List.of(new Remark(what, NOW)));

    var status =
        FailoverStatuses.of(new Ruling(course, Map.of(), Map.of(), Optional.empty(), remarks));

    assertThat(Objects.requireNonNull(status).regions())
        .singleElement()
        .extracting(FailoverRegionStatus::remarks, as(list(RemarkStatus.class)))
        .singleElement()
        .satisfies(remark -> {
          assertThat(remark.name().name()).isEqualToIgnoringCase(what.name().replace("_", ""));
          assertThat(remark.since()).isEqualTo(NOW.toString());
          assertThat(remark.message()).isEqualTo(what.words());
        });
  }

  @Test
  void aRemarkIsToldWhenItComesAndWhenItGoes() {
    var calm = region("west", FailoverPhase.Healthy, NOW.toString(), null);
    var remarked = remarked(calm);

    assertThat(FailoverEvents.of(status(of(calm)), status(of(remarked))))
        .extracting(Told::reason, Told::message)
        .containsExactly(tuple(Reason.RegionImpaired, "region west has a full disk"));
    assertThat(FailoverEvents.of(status(of(remarked)), status(of(remarked)))).isEmpty();
    assertThat(FailoverEvents.of(status(of(remarked)), status(of(calm))))
        .extracting(Told::reason, Told::message)
        .containsExactly(tuple(Reason.RegionMended, "it is over that region west has a full disk"));
  }

  private static FailoverRegionStatus remarked(FailoverRegionStatus region) {
    return new FailoverRegionStatus(
        region.name(),
        region.phase(),
        region.since(),
        null,
        null,
        null,
        null,
        region.stopwatch(),
        List.of(new RemarkStatus(RegionImpairment.OutOfDisk, NOW.toString(), "has a full disk")));
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
        new StopwatchStatus(NOW.toString(), null, null, null, null, null),
        null);
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
