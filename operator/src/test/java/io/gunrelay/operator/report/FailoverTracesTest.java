package io.gunrelay.operator.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.api.v1alpha1.GunRelayClusterStatus;
import io.gunrelay.operator.decide.RegionState;
import io.gunrelay.operator.decide.Verdict;
import io.gunrelay.operator.failover.Course;
import io.gunrelay.operator.failover.Phase;
import io.gunrelay.operator.failover.Ruling;
import io.gunrelay.operator.failover.Stand;
import io.gunrelay.operator.failover.Switch;
import io.gunrelay.operator.failover.Watch;
import io.gunrelay.operator.trace.Switchover;
import io.gunrelay.operator.trace.Switchover.Part;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FailoverTracesTest {

  private static final Instant MISSED = Instant.parse("2026-01-01T00:00:00.123456789Z");
  private static final Instant NOW = MISSED.plusSeconds(60);

  private final Course calm = course(Stand.healthy(MISSED));
  private final Course switching = course(stand(Phase.SWITCHING, 4, watch(null)), watch(null));
  private final Course verified = course(stand(Phase.FAILED_OVER, 9, watch(8)), watch(8));
  private final Course unverified = course(stand(Phase.FAILED_OVER, 34, watch(null)), watch(null));

  @Test
  void aSwitchIsToldOnceAndWhenItIsVerified() {
    assertThat(over(calm, switching)).isEmpty();
    assertThat(over(switching, switching)).isEmpty();
    assertThat(over(verified, verified)).isEmpty();

    assertThat(over(switching, verified))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.namespace()).isEqualTo("shop");
          assertThat(one.uid()).isEqualTo("0a1b");
          assertThat(one.from()).isEqualTo("west");
          assertThat(one.to()).isEqualTo("east");
          assertThat(one.begun()).isEqualTo(MISSED);
          assertThat(one.ended()).isEqualTo(after(8));
          assertThat(one.verified()).isTrue();
        });
  }

  @Test
  void partsFollowEachOtherAndFencesCloseBesideThem() {
    assertThat(over(switching, verified).getFirst().parts())
        .containsExactly(
            new Part("suspected", MISSED, after(1)),
            new Part("confirmed", after(1), after(3)),
            new Part("fenced", after(3), after(5)),
            new Part("switched", after(3), after(4)),
            new Part("verified", after(4), after(8)));
  }

  @Test
  void oneThatWasAskedForBeginsWithTheWish() {
    var asked =
        new Watch(
            MISSED,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(MISSED),
            Optional.of(after(2)));

    assertThat(over(calm, course(stand(Phase.FAILED_OVER, 2, asked), asked)).getFirst().parts())
        .containsExactly(
            new Part("switched", MISSED, MISSED), new Part("verified", MISSED, after(2)));
  }

  @Test
  void oneThatNobodyCouldVerifyEndsWhenThatIsNoLongerWaitedFor() {
    assertThat(over(switching, unverified))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.ended()).isEqualTo(after(34));
          assertThat(one.verified()).isFalse();
        });
  }

  @Test
  void oneWhoseRefugeFailsEndsWhenItsClientsAreLedOn() {
    var next =
        new Watch(
            after(20),
            Optional.empty(),
            Optional.of(after(20)),
            Optional.empty(),
            Optional.of(after(20)),
            Optional.empty());
    var ledOn = course(stand(Phase.SWITCHING, 20, next), next, watch(null));

    assertThat(over(switching, ledOn))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.switched()).isEqualTo(after(4));
          assertThat(one.ended()).isEqualTo(after(20));
        });
    assertThat(over(ledOn, ledOn)).isEmpty();
  }

  @Test
  void oneWhoseRegionIsGoneEndsNow() {
    var gone = new Course(Map.of(), Optional.empty(), Optional.empty(), switching.past());

    assertThat(over(switching, gone)).extracting(Switchover::ended).containsExactly(NOW);
  }

  @Test
  void whatWasOverBeforeTheOperatorBeganIsNotToldAgain() {
    var home = course(Stand.healthy(after(300)), watch(8));

    assertThat(over(verified, home)).isEmpty();
    assertThat(over(home, home)).isEmpty();
  }

  private static List<Switchover> over(Course before, Course now) {
    return FailoverTraces.over(fleet(before), now, NOW);
  }

  /** As the API server gives it back. */
  private static GunRelayCluster fleet(Course course) {
    var fleet = new GunRelayCluster();
    fleet.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("shop")
            .withName("demo")
            .withUid("0a1b")
            .withGeneration(1L)
            .build());
    fleet.setStatus(status(fleet, course));
    return fleet;
  }

  private static GunRelayClusterStatus status(GunRelayCluster fleet, Course course) {
    var ruling = new Ruling(course, Map.of(), Map.of(), Optional.empty());
    var verdict =
        new Verdict(
            io.gunrelay.api.v1alpha1.Phase.Ready,
            "",
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.of(ruling));
    return Statuses.of(fleet, verdict, RegionState::clients, NOW);
  }

  private static Course course(Stand west, Watch... switches) {
    return new Course(
        Map.of("west", west),
        Optional.empty(),
        Optional.empty(),
        List.of(switches).stream()
            .map(watch -> new Switch("west", "east", false, "west is down", watch))
            .toList());
  }

  private static Stand stand(Phase phase, long since, Watch watch) {
    return new Stand(phase, after(since), Optional.of("east"), 0, false, Optional.of(watch));
  }

  private static Watch watch(@Nullable Integer verified) {
    return new Watch(
        MISSED,
        Optional.of(after(1)),
        Optional.of(after(3)),
        verified == null ? Optional.empty() : Optional.of(after(5)),
        Optional.of(after(4)),
        Optional.ofNullable(verified).map(FailoverTracesTest::after));
  }

  private static Instant after(long seconds) {
    return MISSED.plusSeconds(seconds);
  }
}
