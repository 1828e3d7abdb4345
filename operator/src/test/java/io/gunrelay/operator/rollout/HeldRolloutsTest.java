package io.gunrelay.operator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.api.v1alpha1.RolloutOutcome;
import io.gunrelay.api.v1alpha1.RolloutPhase;
import io.gunrelay.api.v1alpha1.VerdictResult;
import io.gunrelay.operator.fleet.Colour;
import io.gunrelay.operator.rollout.Sight.Obstacle;
import io.gunrelay.operator.rollout.Turn.Lean;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rollouts of two regions of which one is down. */
class HeldRolloutsTest {

  private static final String NEW = FleetModel.revision(2).id();

  private FleetModel fleet = new FleetModel(1, List.of(List.of("west", "east"))).withClients(100);

  @Test
  void aRolloutIsPutOffUntilAllRegionsServeTheirClients() {
    fleet.down = Set.of("west");
    fleet.wanted = FleetModel.revision(2);
    fleet.pass(Duration.ofDays(1));
    var turn = fleet.round();

    assertThat(turn.isUnderWay()).isFalse();
    assertThat(turn.putOff()).contains(FleetModel.revision(2));
    assertThat(turn.colours("east")).containsExactly(Colour.BLUE);
    assertThat(turn.why())
        .isEqualTo(
            "waits until region west serves its clients again; gunrelay.io/promote: %s begins it now"
                .formatted(NEW));

    fleet.down = Set.of();
    assertThat(phase(fleet.round())).isEqualTo(RolloutPhase.Starting);
    fleet.until(then -> !then.isUnderWay());
    assertThat(served()).isEqualTo(NEW);
  }

  /** It may be what mends the region. */
  @Test
  void whoPromotesARolloutDoesNotWaitForRegions() {
    fleet.down = Set.of("west");
    fleet.ready("west", Colour.BLUE, 0);
    fleet.wanted = FleetModel.revision(2);
    fleet.asks = new Asks(NEW, "", "", "");
    fleet.until(turn -> !turn.isUnderWay());

    assertThat(served()).isEqualTo(NEW);
  }

  @Test
  void aRolloutStaysAtItsStepAndKeepsAllRelays() {
    begin(RolloutPhase.Judging);
    fleet.down = Set.of("west");
    fleet.pass(Duration.ofDays(1));
    var turn = fleet.round();

    assertThat(turn.why()).isEqualTo("waits until region west serves its clients again");
    assertThat(phase(turn)).isEqualTo(RolloutPhase.Judging);
    assertThat(turn.moves()).isEmpty();
    assertThat(turn.colours("west")).containsExactly(Colour.BLUE, Colour.GREEN);

    fleet.arrive("east", 900);
    assertThat(fleet.clients("east", Colour.GREEN)).as("with the guests").isEqualTo(100);
    assertThat(fleet.round().moves()).isEmpty();
  }

  @Test
  void whoComesWhileAStepHasBegunGoesWhereTheStepBeforeHadThem() {
    begin(RolloutPhase.Shifting);
    fleet.down = Set.of("west");
    assertThat(fleet.round().way("east")).isEqualTo(new Turn.Way(0, Lean.SERVING, true));

    fleet.down = Set.of();
    fleet.until(turn -> step(turn) == 1 && phase(turn) == RolloutPhase.Shifting);
    fleet.down = Set.of("west");
    assertThat(fleet.round().way("east")).isEqualTo(new Turn.Way(10, Lean.BOTH, true));
  }

  @Test
  void timeThatARolloutWaitsForARegionDoesNotCount() {
    begin(RolloutPhase.Judging);
    fleet.pass(Duration.ofSeconds(20));
    fleet.down = Set.of("west");
    fleet.round();
    fleet.pass(Duration.ofDays(1));
    fleet.round();
    fleet.down = Set.of();
    assertThat(fleet.round().why()).contains("is held until " + fleet.now().plusSeconds(10));

    fleet.pass(Duration.ofSeconds(10));
    assertThat(step(fleet.round())).isEqualTo(1);
  }

  @Test
  void relaysThatDoNotComeUpInARegionThatIsDownAreNotGivenUp() {
    fleet.wanted = FleetModel.revision(2);
    fleet.round();
    fleet.down = Set.of("west");
    fleet.ready("east", Colour.GREEN, 1);
    fleet.round();
    fleet.pass(Duration.ofDays(1));
    assertThat(phase(fleet.round())).isEqualTo(RolloutPhase.Starting);

    fleet.down = Set.of();
    fleet.until(turn -> !turn.isUnderWay());
    assertThat(served()).isEqualTo(NEW);
  }

  @Test
  void formerRelaysThatAreBackSoonerInARegionThatWasDownTakeNothingBack() {
    begin(RolloutPhase.Judging);
    fleet.down = Set.of("west");
    fleet.ready("west", Colour.BLUE, 0);
    fleet.ready("west", Colour.GREEN, 0);
    fleet.round();
    fleet.ready("west", Colour.BLUE, 1);
    assertThat(phase(fleet.round())).isEqualTo(RolloutPhase.Judging);

    fleet.settle();
    fleet.down = Set.of();
    fleet.until(turn -> !turn.isUnderWay());
    assertThat(served()).isEqualTo(NEW);
  }

  @Test
  void theyTakeNothingBackEitherWhenARolloutIsOver() {
    fleet.wanted = FleetModel.revision(2);
    fleet.until(turn -> !turn.isUnderWay());
    fleet.down = Set.of("west");
    fleet.ready("west", Colour.GREEN, 0);

    assertThat(fleet.round().isUnderWay()).isFalse();
    assertThat(fleet.course().failed()).isEmpty();
  }

  @Test
  void aVersionThatFailsInARegionThatIsUpIsTakenBackMeanwhile() {
    begin(RolloutPhase.Judging);
    fleet.down = Set.of("west");
    fleet.ready("east", Colour.GREEN, 0);
    assertThat(phase(fleet.round())).isEqualTo(RolloutPhase.RollingBack);

    fleet = new FleetModel(1, List.of(List.of("west", "east"))).withClients(100);
    begin(RolloutPhase.Judging);
    fleet.down = Set.of("west");
    fleet.judged = new Judged(VerdictResult.Fail, "it refuses puts", List.of());
    assertThat(fleet.round().moves()).isEmpty();
    fleet.pass(Duration.ofSeconds(20));
    assertThat(fleet.round().why()).isEqualTo("goes back: it refuses puts");
  }

  @Test
  void relaysThatEndAgainAndAgainInARegionThatIsUpAreGivenUpMeanwhile() {
    fleet.wanted = FleetModel.revision(2);
    fleet.round();
    fleet.down = Set.of("west");
    fleet.obstacle = Optional.of(new Obstacle("it ends", true));
    fleet.round();

    assertThat(fleet.course().failed())
        .hasValueSatisfying(failed -> assertThat(failed.message()).isEqualTo("it ends"));
  }

  @Test
  void anAbortTakesClientsBackMeanwhile() {
    fleet.wanted = FleetModel.revision(2);
    fleet.until(turn -> fleet.clients("west", Colour.GREEN) == 50);
    fleet.down = Set.of("west");
    fleet.round();
    fleet.asks = new Asks("", NEW, "", "");
    fleet.until(turn -> !turn.isUnderWay());

    assertThat(fleet.clients("west", Colour.BLUE)).isEqualTo(100);
    assertThat(fleet.course().past().getFirst().outcome()).isEqualTo(RolloutOutcome.Aborted);
  }

  @Test
  void goingBackToRelaysThatAreKeptWaitsForNoRegionThatNothingIsKnownOf() {
    fleet.wanted = FleetModel.revision(2);
    fleet.until(turn -> !turn.isUnderWay());
    fleet.down = Set.of("west");
    fleet.unknown = Set.of("west");
    fleet.ready("west", Colour.BLUE, 0);
    fleet.ready("west", Colour.GREEN, 0);
    fleet.wanted = FleetModel.revision(1);
    var begun = fleet.now();
    for (int i = 0; i < 60 && fleet.round().isUnderWay(); i++) {
      fleet.pass(Duration.ofSeconds(1));
    }

    assertThat(fleet.course().serving()).isEqualTo(Colour.BLUE);
    assertThat(fleet.clients("east", Colour.BLUE)).isEqualTo(100);
    assertThat(Duration.between(begun, fleet.now())).isLessThan(Duration.ofMinutes(1));
  }

  @Test
  void itTakesNoRelaysAwayThatAreTheOnlyOnesOfARegion() {
    fleet.wanted = FleetModel.revision(2);
    fleet.until(turn -> !turn.isUnderWay());
    fleet.down = Set.of("west");
    fleet.ready("west", Colour.BLUE, 0);
    fleet.asks = new Asks("", NEW, "", "");
    for (int i = 0; i < 1_000; i++) {
      assertThat(fleet.round().colours("west")).contains(Colour.GREEN);
      fleet.pass(Duration.ofSeconds(1));
    }

    fleet.settle();
    fleet.until(turn -> !turn.isUnderWay());
    assertThat(fleet.course().serving()).isEqualTo(Colour.BLUE);
  }

  @Test
  void aRegionThatIsThroughIsWaitedForWhileTheNextOneIsInItsTurn() {
    fleet = new FleetModel(1, List.of(List.of("west"), List.of("east"))).withClients(100);
    fleet.wanted = FleetModel.revision(2);
    fleet.until(turn -> group(turn) == 1 && phase(turn) == RolloutPhase.Judging);
    fleet.down = Set.of("west");
    fleet.ready("west", Colour.BLUE, 0);
    fleet.ready("west", Colour.GREEN, 0);
    fleet.round();
    fleet.ready("west", Colour.BLUE, 1);
    fleet.pass(Duration.ofDays(1));
    var turn = fleet.round();

    assertThat(turn.why()).isEqualTo("waits until region west serves its clients again");
    assertThat(turn.colours("west")).containsExactly(Colour.BLUE, Colour.GREEN);
    assertThat(turn.way("west").lean()).as("what is ready serves").isEqualTo(Lean.SERVING);
    assertThat(turn.way("east")).isEqualTo(new Turn.Way(10, Lean.BOTH, true));

    fleet.settle();
    fleet.down = Set.of();
    fleet.until(then -> !then.isUnderWay());
    assertThat(served()).isEqualTo(NEW);
    assertThat(fleet.clients("west", Colour.GREEN)).isEqualTo(100);
  }

  @Test
  void aRegionThatIsThroughAndFailsTakesAllBackWhileTheNextOneStarts() {
    fleet = new FleetModel(1, List.of(List.of("west"), List.of("east"))).withClients(100);
    fleet.wanted = FleetModel.revision(2);
    fleet.until(turn -> group(turn) == 1);
    fleet.ready("west", Colour.GREEN, 0);

    assertThat(fleet.round().why()).isEqualTo("goes back: no relay of it is ready in west");
  }

  private void begin(RolloutPhase phase) {
    fleet.wanted = FleetModel.revision(2);
    fleet.until(turn -> phase(turn) == phase);
  }

  private String served() {
    return fleet.course().revision(fleet.course().serving()).id();
  }

  private static RolloutPhase phase(Turn turn) {
    return turn.course().attempt().orElseThrow().phase();
  }

  private static int step(Turn turn) {
    return turn.course().attempt().orElseThrow().step();
  }

  private static int group(Turn turn) {
    return turn.course().attempt().orElseThrow().group();
  }
}
