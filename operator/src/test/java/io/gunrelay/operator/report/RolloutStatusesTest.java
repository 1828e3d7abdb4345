package io.gunrelay.operator.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.gunrelay.api.v1alpha1.FailedRevisionStatus;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.api.v1alpha1.PastRolloutStatus;
import io.gunrelay.api.v1alpha1.Phase;
import io.gunrelay.api.v1alpha1.RolloutOutcome;
import io.gunrelay.api.v1alpha1.RolloutPhase;
import io.gunrelay.operator.decide.Courses;
import io.gunrelay.operator.decide.Progress;
import io.gunrelay.operator.decide.Verdict;
import io.gunrelay.operator.fleet.Colour;
import io.gunrelay.operator.fleet.Fleets;
import io.gunrelay.operator.observe.Observation;
import io.gunrelay.operator.rollout.Attempt;
import io.gunrelay.operator.rollout.Course;
import io.gunrelay.operator.rollout.Ending;
import io.gunrelay.operator.rollout.Judged;
import io.gunrelay.operator.rollout.Kept;
import io.gunrelay.operator.rollout.Moved;
import io.gunrelay.operator.rollout.Turn;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the status remembers is all that another operator needs. */
class RolloutStatusesTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123456789Z");
  private static final FailedRevisionStatus FAILED =
      new FailedRevisionStatus("0a1b2c3d", "1.3.0", "it is slow", NOW.toString(), "once more");
  private static final PastRolloutStatus PAST =
      new PastRolloutStatus(
          "0a1b2c3d",
          "1.3.0",
          "1.2.0",
          NOW.toString(),
          NOW.toString(),
          RolloutOutcome.Failed,
          "it is slow");

  static Stream<Course> courses() {
    return Stream.concat(
        Stream.of(RolloutPhase.values()).map(RolloutStatusesTest::underWay),
        Stream.of(
            Course.of(Colour.BLUE, Fleets.revision("1.4.0")),
            Course.of(Colour.GREEN, Fleets.revision("1.4.0")),
            new Course(
                Colour.GREEN,
                Map.of(
                    Colour.GREEN, Fleets.revision("1.5.0"), Colour.BLUE, Fleets.revision("1.4.0")),
                Optional.empty(),
                Optional.of(new Kept(Colour.BLUE, NOW)),
                Optional.of(FAILED),
                List.of(PAST, PAST))));
  }

  private static Course underWay(RolloutPhase phase) {
    return new Course(
        Colour.GREEN,
        Map.of(Colour.GREEN, Fleets.revision("1.4.0"), Colour.BLUE, Fleets.revision("1.5.0")),
        Optional.of(
            new Attempt(
                Colour.BLUE,
                Fleets.revision("1.4.0").id(),
                phase,
                1,
                2,
                NOW,
                NOW.plusSeconds(5),
                phase == RolloutPhase.Shifting ? Optional.of(NOW.plusSeconds(6)) : Optional.empty(),
                new Moved(NOW.plusSeconds(7), 2_000, 200),
                phase == RolloutPhase.Judging ? Optional.of(NOW.plusSeconds(8)) : Optional.empty(),
                phase == RolloutPhase.Draining,
                Map.of("west", 3),
                phase == RolloutPhase.RollingBack
                    ? Optional.of(new Ending(RolloutOutcome.Aborted, "an annotation asks for it"))
                    : Optional.empty())),
        Optional.empty(),
        Optional.of(FAILED),
        List.of(PAST));
  }

  @ParameterizedTest
  @MethodSource("courses")
  void whatIsWrittenIsReadBack(Course course) {
    assertThat(Courses.of(written(course), Fleets.fixed(3), Observation.NOTHING)).isEqualTo(course);
  }

  @Test
  void aStatusThatSomebodyHasWrittenOverIsNotBelieved() {
    var cluster = written(underWay(RolloutPhase.Judging));
    var text = new KubernetesSerialization().asJson(cluster).replace("version\\\":", "v\\\":");

    assertThat(
            Courses.of(
                new KubernetesSerialization().unmarshal(text, GunRelayCluster.class),
                Fleets.fixed(3),
                Observation.NOTHING))
        .isEqualTo(Course.of(Colour.BLUE, Fleets.fixed(3).revision()));
  }

  @Test
  void relaysWithVolumesHaveNoColour() {
    var fleet = Fleets.withVolumes("1Gi", false);

    assertThat(Courses.of(written(underWay(RolloutPhase.Judging)), fleet, Observation.NOTHING))
        .isEqualTo(Course.of(Colour.NONE, fleet.revision()));
  }

  /** Through the API server and back. */
  private static GunRelayCluster written(Course course) {
    var cluster = new GunRelayCluster();
    cluster.setMetadata(
        new ObjectMetaBuilder()
            .withName("demo")
            .withNamespace("shop")
            .withUid("uid-1")
            .withGeneration(1L)
            .build());
    var progress =
        new Progress(
            course,
            Turn.none(course),
            3,
            Judged.nothing("few"),
            List.of(new Progress.OfRegion("west", 1L, 2L)));
    cluster.setStatus(
        Statuses.of(
            cluster,
            new Verdict(
                Phase.Ready,
                "",
                List.of(),
                List.of(),
                List.of(),
                Optional.of(progress),
                Optional.empty()),
            region -> null,
            NOW));
    var yaml = new KubernetesSerialization();
    return yaml.unmarshal(yaml.asJson(cluster), GunRelayCluster.class);
  }
}
