package io.gunrelay.operator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.api.v1alpha1.RolloutOutcome;
import io.gunrelay.api.v1alpha1.RolloutPhase;
import io.gunrelay.api.v1alpha1.VerdictResult;
import io.gunrelay.operator.fleet.Colour;
import io.gunrelay.operator.fleet.Strategy;
import io.gunrelay.operator.rollout.Sight.Obstacle;
import io.gunrelay.operator.rollout.Turn.Lean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RolloutsTest {

  private static final String OLD = FleetModel.revision(1).id();
  private static final String NEW = FleetModel.revision(2).id();
  private static final String NEWEST = FleetModel.revision(3).id();

  private final FleetModel fleet = new FleetModel(2, List.of(List.of("west"))).withClients(1000);

  @Test
  void nothingIsDecidedWhileSpecAsksForWhatThereIs() {
    var turn = fleet.round();

    assertThat(turn.isUnderWay()).isFalse();
    assertThat(turn.why()).isEmpty();
    assertThat(turn.moves()).isEmpty();
  }

  @Test
  void aNewRevisionComesUpBesideTheFormerOneAndTakesNobodyYet() {
    fleet.wanted = FleetModel.revision(2);
    var turn = fleet.round();

    assertThat(phase(turn)).isEqualTo(RolloutPhase.Starting);
    assertThat(turn.colours("west")).containsExactly(Colour.BLUE, Colour.GREEN);
    assertThat(turn.way("west").lean()).isEqualTo(Lean.SERVING);
    assertThat(turn.why()).isEqualTo("waits until new relays are ready: 0 of 2 in west");
  }

  @Test
  void clientsGoStepByStepToTheNewRelays() {
    fleet.wanted = FleetModel.revision(2);
    var shares = new ArrayList<Long>();
    fleet.until(turn -> {
      if (turn.isUnderWay() && phase(turn) == RolloutPhase.Judging) {
        shares.add(fleet.clients("west", Colour.GREEN));
      }
      return !turn.isUnderWay();
    });

    assertThat(shares.stream().distinct()).containsExactly(100L, 500L, 1000L);
    assertThat(fleet.course().serving()).isEqualTo(Colour.GREEN);
    assertThat(fleet.course().kept()).map(Kept::colour).contains(Colour.BLUE);
    assertThat(fleet.course().past().getFirst().outcome()).isEqualTo(RolloutOutcome.Completed);
  }

  @Test
  void whileTheNewRelaysLackClientsTheyTakeAllThatCome() {
    fleet.wanted = FleetModel.revision(2);
    var turn = fleet.until(then -> phase(then) == RolloutPhase.Shifting);

    assertThat(turn.way("west")).isEqualTo(new Turn.Way(10, Lean.CANDIDATE, true));
    assertThat(turn.moves()).as("entries do not lead there yet").isEmpty();
  }

  @Test
  void inAStepClientsThatComeAreShared() {
    fleet.wanted = FleetModel.revision(2);
    var turn = fleet.until(then -> phase(then) == RolloutPhase.Judging);

    assertThat(turn.way("west")).isEqualTo(new Turn.Way(10, Lean.BOTH, true));
  }

  @Test
  void theFormerRelaysGoOnceTheyWereKeptForTheirTime() {
    fleet.wanted = FleetModel.revision(2);
    fleet.until(turn -> !turn.isUnderWay());
    assertThat(fleet.round().colours("west")).containsExactly(Colour.BLUE, Colour.GREEN);

    fleet.pass(Duration.ofMinutes(11));

    assertThat(fleet.round().colours("west")).containsExactly(Colour.GREEN);
  }

  @Test
  void goingBackToFormerRelaysThatAreKeptTakesNoSteps() {
    fleet.wanted = FleetModel.revision(2);
    fleet.until(turn -> !turn.isUnderWay());
    fleet.wanted = FleetModel.revision(1);
    var turn = fleet.round();

    assertThat(phase(turn)).isEqualTo(RolloutPhase.Shifting);
    assertThat(turn.way("west").lean()).isEqualTo(Lean.CANDIDATE);
    fleet.until(then -> !then.isUnderWay());
    assertThat(fleet.course().serving()).isEqualTo(Colour.BLUE);
    assertThat(fleet.clients("west", Colour.BLUE)).isEqualTo(1000);
  }

  @Test
  void anAbortTakesClientsBackAtOnceAndIsRemembered() {
    var turn = abortHalfWay();

    assertThat(phase(turn)).isEqualTo(RolloutPhase.RollingBack);
    assertThat(turn.way("west").lean()).isEqualTo(Lean.SERVING);
    var after = fleet.until(then -> !then.isUnderWay());
    assertThat(fleet.clients("west", Colour.BLUE)).isEqualTo(1000);
    assertThat(after.why()).contains(NEW, "was taken back", "an annotation asks for it");
    assertThat(after.colours("west")).containsExactly(Colour.BLUE);
    assertThat(fleet.round().isUnderWay()).as("the same spec again").isFalse();
  }

  @Test
  void anAbortAfterTheRolloutGoesBackToTheFormerRelays() {
    fleet.wanted = FleetModel.revision(2);
    fleet.until(turn -> !turn.isUnderWay());
    fleet.asks = new Asks("", NEW, "", "");
    fleet.round();
    fleet.until(turn -> !turn.isUnderWay());

    assertThat(fleet.course().serving()).isEqualTo(Colour.BLUE);
    assertThat(fleet.course().failed()).map(failed -> failed.revision()).contains(NEW);
    assertThat(fleet.course().kept()).isEmpty();
  }

  @Test
  void newRelaysThatGoDownSoonAfterTheRolloutGiveTheirClientsToTheFormerOnes() {
    fleet.wanted = FleetModel.revision(2);
    fleet.until(turn -> !turn.isUnderWay());
    fleet.ready("west", Colour.GREEN, 0);
    var turn = fleet.round();

    assertThat(turn.way("west").lean()).isEqualTo(Lean.CANDIDATE);
    assertThat(turn.candidate().id()).isEqualTo(OLD);
    assertThat(fleet.course().failed())
        .hasValueSatisfying(
            failed -> assertThat(failed.message()).isEqualTo("no relay of it is ready in west"));
  }

  @Test
  void aRevisionThatWasTakenBackIsTriedAgainWhenSomebodyAsksForIt() {
    abortHalfWay();
    fleet.until(then -> !then.isUnderWay());
    fleet.asks = new Asks("", "", "", "once more");

    assertThat(phase(fleet.round())).isEqualTo(RolloutPhase.Starting);
  }

  @Test
  void anotherRevisionIsTriedAfterOneThatWasTakenBack() {
    abortHalfWay();
    fleet.until(then -> !then.isUnderWay());
    fleet.wanted = FleetModel.revision(3);

    assertThat(fleet.round().candidate().id()).isEqualTo(NEWEST);
    assertThat(fleet.course().failed()).isEmpty();
  }

  @Test
  void aVerdictOfFailureTakesClientsBack() {
    fleet.wanted = FleetModel.revision(2);
    fleet.until(turn -> phase(turn) == RolloutPhase.Judging);
    fleet.judged = new Judged(VerdictResult.Fail, "it refuses puts", List.of());
    fleet.until(turn -> !turn.isUnderWay());

    assertThat(fleet.clients("west", Colour.BLUE)).isEqualTo(1000);
    assertThat(fleet.course().failed())
        .hasValueSatisfying(failed -> assertThat(failed.message()).isEqualTo("it refuses puts"));
  }

  @Test
  void relaysThatFailForAMomentAreLetGoOn() {
    fleet.wanted = FleetModel.revision(2);
    fleet.until(turn -> phase(turn) == RolloutPhase.Judging);
    fleet.judged = new Judged(VerdictResult.Fail, "it is slow", List.of());
    var turn = fleet.round();
    assertThat(turn.why())
        .contains("goes back at " + fleet.now().plusSeconds(20))
        .endsWith("unless that ends: it is slow");

    fleet.pass(Duration.ofSeconds(19));
    assertThat(phase(fleet.round())).isEqualTo(RolloutPhase.Judging);
    fleet.judged = new Judged(VerdictResult.Pass, "it does as the former one does", List.of());
    fleet.pass(Duration.ofSeconds(1));
    assertThat(phase(fleet.round())).isNotEqualTo(RolloutPhase.RollingBack);
    assertThat(fleet.course().attempt().orElseThrow().failingSince()).isEmpty();
  }

  @Test
  void relaysThatFailForAllIntervalsAreTakenBackHoweverLongTheStepIsHeld() {
    fleet.wanted = FleetModel.revision(2);
    fleet.until(turn -> phase(turn) == RolloutPhase.Judging);
    fleet.pass(Duration.ofSeconds(25));
    fleet.judged = new Judged(VerdictResult.Fail, "it is slow", List.of());
    assertThat(phase(fleet.round())).isEqualTo(RolloutPhase.Judging);

    fleet.pass(Duration.ofSeconds(20));

    assertThat(phase(fleet.round())).isEqualTo(RolloutPhase.RollingBack);
  }

  @Test
  void manyClientsMoveSomeAtATime() {
    fleet.withClients(10_000);
    fleet.with(List.of(new Strategy.Step(100, Duration.ZERO, false)));
    fleet.wanted = FleetModel.revision(2);
    var paces = new ArrayList<Long>();
    fleet.until(turn -> {
      turn.moves().forEach(move -> paces.add(move.clients()));
      return turn.isUnderWay() && phase(turn) == RolloutPhase.Judging;
    });

    assertThat(paces).startsWith(50L, 100L, 200L, 400L);
  }

  @Test
  void withoutEvidenceAStepWaitsForItsTimeAndGoesOn() {
    fleet.judged = Judged.nothing("too few clients");
    fleet.wanted = FleetModel.revision(2);
    var turn = fleet.until(then -> then.why().contains("waits for evidence"));
    assertThat(turn.why()).endsWith("too few clients");
    var since = fleet.now();

    fleet.until(then -> fleet.clients("west", Colour.GREEN) == 500);

    assertThat(Duration.between(since, fleet.now())).isGreaterThan(Duration.ofSeconds(55));
  }

  @Test
  void aManualStepWaitsForAPromotion() {
    fleet.with(
        List.of(
            new Strategy.Step(20, Duration.ZERO, true),
            new Strategy.Step(100, Duration.ZERO, false)));
    fleet.wanted = FleetModel.revision(2);
    fleet.until(turn -> turn.why().contains("waits for gunrelay.io/promote=" + NEW));
    fleet.pass(Duration.ofDays(1));
    assertThat(phase(fleet.round())).isEqualTo(RolloutPhase.Judging);

    fleet.asks = new Asks(NEW, "", "", "");
    fleet.until(turn -> !turn.isUnderWay());

    assertThat(fleet.course().revision(fleet.course().serving()).id()).isEqualTo(NEW);
  }

  @Test
  void aPauseStopsWhereItIs() {
    fleet.wanted = FleetModel.revision(2);
    fleet.until(turn -> phase(turn) == RolloutPhase.Judging);
    fleet.asks = new Asks("", "", "true", "");
    fleet.pass(Duration.ofDays(1));
    var turn = fleet.round();

    assertThat(phase(turn)).isEqualTo(RolloutPhase.Judging);
    assertThat(turn.why()).isEqualTo("is paused by annotation");
    assertThat(fleet.clients("west", Colour.GREEN)).isEqualTo(100);
  }

  @Test
  void relaysThatDoNotBecomeReadyAreGivenUp() {
    fleet.wanted = FleetModel.revision(2);
    fleet.obstacle = Optional.of(new Obstacle("no node takes it", false));
    fleet.round();
    fleet.pass(Duration.ofMinutes(4));
    assertThat(fleet.round().why()).endsWith("0 of 2 in west; no node takes it");

    fleet.pass(Duration.ofMinutes(2));
    var turn = fleet.round();

    assertThat(turn.isUnderWay()).isFalse();
    assertThat(turn.why()).contains("its relays are not ready after 300 s: no node takes it");
    assertThat(turn.colours("west")).containsExactly(Colour.BLUE);
  }

  @Test
  void relaysThatEndAgainAndAgainAreGivenUpAtOnce() {
    fleet.wanted = FleetModel.revision(2);
    fleet.obstacle = Optional.of(new Obstacle("it ends", true));

    fleet.round();

    assertThat(fleet.round().why()).endsWith("it ends");
    assertThat(fleet.course().failed()).isPresent();
  }

  @Test
  void theNewestSpecWinsInMidRollout() {
    fleet.wanted = FleetModel.revision(2);
    fleet.until(turn -> fleet.clients("west", Colour.GREEN) == 500);
    fleet.wanted = FleetModel.revision(3);
    assertThat(phase(fleet.round())).isEqualTo(RolloutPhase.RollingBack);
    assertThat(fleet.course().colours()).hasSize(2);

    fleet.until(turn -> !turn.isUnderWay());

    assertThat(fleet.course().revision(fleet.course().serving()).id()).isEqualTo(NEWEST);
    assertThat(fleet.course().past())
        .extracting(past -> past.outcome())
        .containsExactly(RolloutOutcome.Completed, RolloutOutcome.Superseded);
  }

  @Test
  void aSpecThatGoesBackInMidRolloutLeavesNothingBehind() {
    fleet.wanted = FleetModel.revision(2);
    fleet.until(turn -> fleet.clients("west", Colour.GREEN) == 500);
    fleet.wanted = FleetModel.revision(1);
    fleet.round();
    fleet.until(turn -> !turn.isUnderWay());

    assertThat(fleet.course().revision(fleet.course().serving()).id()).isEqualTo(OLD);
    assertThat(fleet.course().failed()).isEmpty();
    assertThat(fleet.clients("west", Colour.BLUE)).isEqualTo(1000);
  }

  @Test
  void aNewVersionThatGoesDownGivesItsClientsBack() {
    fleet.wanted = FleetModel.revision(2);
    fleet.until(turn -> phase(turn) == RolloutPhase.Judging);
    fleet.ready("west", Colour.GREEN, 0);
    var turn = fleet.round();

    assertThat(phase(turn)).isEqualTo(RolloutPhase.RollingBack);
    assertThat(turn.why()).contains("no relay of it is ready in west");
  }

  @Test
  void whileARelayOfTheNewOnesIsNotHeardOfNobodyIsLedOrMovedToThem() {
    fleet.wanted = FleetModel.revision(2);
    fleet.until(turn -> phase(turn) == RolloutPhase.Judging);
    fleet.silent("west", Colour.GREEN, true);
    fleet.pass(Duration.ofMinutes(1));

    var meanwhile = fleet.round();
    assertThat(meanwhile.way("west").lean()).isEqualTo(Lean.SERVING);
    assertThat(meanwhile.moves()).isEmpty();

    fleet.silent("west", Colour.GREEN, false);
    fleet.until(turn -> !turn.isUnderWay());
    assertThat(fleet.course().revision(fleet.course().serving()).id()).isEqualTo(NEW);
  }

  @Test
  void oneRegionGoesAfterTheOther() {
    var both = new FleetModel(1, List.of(List.of("east"), List.of("west"))).withClients(100);
    both.wanted = FleetModel.revision(2);
    both.until(turn -> both.clients("east", Colour.GREEN) == 100);

    assertThat(both.round().colours("west")).containsExactly(Colour.BLUE);
    assertThat(both.clients("west", Colour.BLUE)).isEqualTo(100);
    both.until(turn -> !turn.isUnderWay());
    assertThat(both.clients("west", Colour.GREEN)).isEqualTo(100);
  }

  @Test
  void aClusterThatIsAwayIsWaitedForAndNobodyElseIsMoved() {
    var both = new FleetModel(1, List.of(List.of("east", "west"))).withClients(100);
    both.wanted = FleetModel.revision(2);
    both.until(turn -> phase(turn) == RolloutPhase.Judging);
    both.away = Set.of("west");
    both.pass(Duration.ofDays(1));

    assertThat(both.round().why()).isEqualTo("waits for the cluster of region west");
    assertThat(phase(both.round())).isEqualTo(RolloutPhase.Judging);

    both.away = Set.of();
    both.until(turn -> !turn.isUnderWay());
    assertThat(both.clients("west", Colour.GREEN)).isEqualTo(100);
  }

  @Test
  void whereNoRelayTakesClientsTheNewRevisionTakesItsPlaceAtOnce() {
    fleet.ready("west", Colour.BLUE, 0);
    fleet.leave("west", 1000);
    fleet.wanted = FleetModel.revision(2);
    var turn = fleet.round();

    assertThat(turn.isUnderWay()).isFalse();
    assertThat(fleet.course().revision(Colour.BLUE).id()).isEqualTo(NEW);
  }

  private Turn abortHalfWay() {
    fleet.wanted = FleetModel.revision(2);
    fleet.until(turn -> fleet.clients("west", Colour.GREEN) == 500);
    fleet.asks = new Asks("", NEW, "", "");
    return fleet.round();
  }

  private static RolloutPhase phase(Turn turn) {
    return turn.course().attempt().orElseThrow().phase();
  }
}
