package io.gunrelay.operator.failover;

import static io.gunrelay.operator.failover.WorldModel.CONFIRM;
import static io.gunrelay.operator.failover.WorldModel.HOLD_DOWN;
import static io.gunrelay.operator.failover.WorldModel.servedBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.operator.failover.Policy.Mode;
import io.gunrelay.operator.failover.Policy.Strategy;
import io.gunrelay.operator.failover.Ruling.Serving;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class FailoversTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final WorldModel world = new WorldModel("west", "east");

  @Test
  void aRegionThatCrashesIsServedByTheOtherOnceThatIsAgreedForLongEnough() {
    world.crash("west");
    assertThat(servedBy(world.round(), "west")).isEqualTo("west");
    assertThat(world.phase("west")).isEqualTo(Phase.SUSPECTED);

    var turn = world.pass(CONFIRM);

    assertThat(servedBy(turn, "west")).isEqualTo("east");
    assertThat(servedBy(turn, "east")).isEqualTo("east");
    assertThat(turn.why()).containsOnlyKeys("west");
  }

  @Test
  void theStopwatchTellsEachPart() {
    world.crash("west");
    world.pass(MINUTE);
    var missed = world.course().past().getFirst().watch().missed();

    assertThat(world.course().past())
        .singleElement()
        .satisfies(one -> {
          assertThat(one.from()).isEqualTo("west");
          assertThat(one.to()).isEqualTo("east");
          assertThat(one.asked()).isFalse();
          assertThat(one.watch().confirmed()).contains(missed.plus(CONFIRM));
          assertThat(one.watch().switched()).contains(missed.plus(CONFIRM));
        });
  }

  @Test
  void whoSeesItAloneMovesNothing() {
    isFalseAlarm(world -> world.cutFromOperator("west"));
    isFalseAlarm(world -> world.cut("west", "east"));
    isFalseAlarm(world -> {
      world.cutFromOperator("west");
      world.cutFromOperator("east");
    });
    isFalseAlarm(world -> world.fallsBehind("west"));
  }

  private static void isFalseAlarm(Consumer<WorldModel> happening) {
    var world = new WorldModel("west", "east");
    happening.accept(world);
    var turn = world.pass(Duration.ofHours(1));

    assertThat(world.course().past()).isEmpty();
    assertThat(servedBy(turn, "west")).isEqualTo("west");
  }

  @Test
  void aRegionThatIsCutFromEverythingIsServedByTheOther() {
    world.cutOff("west");

    assertThat(servedBy(world.pass(MINUTE), "west")).isEqualTo("east");
  }

  @Test
  void relaysThatTakeNobodyAndAnEntryThatNobodyCanUseCountAsDown() {
    world.unready("west");
    assertThat(servedBy(world.pass(MINUTE), "west")).isEqualTo("east");

    var other = new WorldModel("west", "east");
    other.entryDies("west");
    assertThat(servedBy(other.pass(MINUTE), "west")).isEqualTo("east");
  }

  @Test
  void whyAnEntryCannotBeUsedIsSaid() {
    world.entryDies("west");
    var turn = world.round();
    assertThat(turn.why().get("west"))
        .isEqualTo("is suspected: it has an entry that no observer could use: its ingress is dead");

    world.pass(MINUTE);
    assertThat(world.course().past().getFirst().why()).endsWith("its ingress is dead");
  }

  @Test
  void aRegionWhoseEntryStaysDeadStaysAwayAndComesBackOnceItServes() {
    world.entryDies("west");
    world.pass(Duration.ofHours(3));
    assertThat(world.phase("west")).isEqualTo(Phase.FAILED_OVER);
    assertThat(world.course().past()).hasSize(1);
    assertThat(world.course().past().getFirst().watch().verified()).isEmpty();

    world.heal("west");
    world.pass(HOLD_DOWN.plus(MINUTE));
    assertThat(world.phase("west")).isEqualTo(Phase.HEALTHY);
  }

  @Test
  void anEntryThatOneObserverCanUseMovesNobodyAndKeepsNobodyAway() {
    world.entryIsDoubted("west");
    var turn = world.pass(MINUTE);
    assertThat(turn.why().get("west")).endsWith("its ingress is dead");
    assertThat(world.course().past()).isEmpty();

    world.crash("west");
    world.pass(MINUTE);
    world.heal("west");
    world.entryIsDoubted("west");
    world.pass(HOLD_DOWN.plus(MINUTE));
    assertThat(world.phase("west")).isEqualTo(Phase.HEALTHY);
  }

  @Test
  void clientsOfOthersAreLedToARegionWhoseEntryIsDoubtedOnlyWhereThereIsNoBetterOne() {
    world.entryIsDoubted("east");
    world.crash("west");
    assertThat(servedBy(world.pass(MINUTE), "west")).isEqualTo("east");

    var three = new WorldModel("west", "east", "north");
    three.entryIsDoubted("east");
    three.crash("west");
    assertThat(servedBy(three.pass(MINUTE), "west")).isEqualTo("north");
  }

  @Test
  void aSwitchIsVerifiedOnceItIsMadeAndNoSooner() {
    world.wish = Optional.of("east");
    world.round();
    assertThat(world.phase("west")).isEqualTo(Phase.SWITCHING);

    world.round();
    var watch = world.course().past().getFirst().watch();
    assertThat(world.phase("west")).isEqualTo(Phase.FAILED_OVER);
    assertThat(watch.verified()).contains(watch.switched().orElseThrow().plus(WorldModel.ROUND));
  }

  @Test
  void theStopwatchOfACrashHasEveryPartInOrder() {
    world.crash("west");
    world.pass(MINUTE);

    var watch = world.course().past().getFirst().watch();
    assertThat(
            List.of(
                watch.missed(),
                watch.suspected().orElseThrow(),
                watch.confirmed().orElseThrow(),
                watch.switched().orElseThrow(),
                watch.fenced().orElseThrow()))
        .isSorted();
  }

  @Test
  void aLinkThatFlapsFasterThanIsConfirmedMovesNothing() {
    for (int i = 0; i < 60; i++) {
      world.cutOff("west");
      world.pass(CONFIRM.minusSeconds(1));
      world.heal("west");
      world.round();
    }

    assertThat(world.course().past()).isEmpty();
  }

  @Test
  void aLinkThatFlapsSlowlyMovesClientsOnce() {
    for (int i = 0; i < 24; i++) {
      world.cutOff("west");
      world.pass(Duration.ofSeconds(5));
      world.heal("west");
      world.pass(Duration.ofSeconds(5));
    }

    assertThat(world.course().past()).hasSize(1);
  }

  @Test
  void aRegionThatComesBackGetsItsClientsBackShareByShareAfterTheHoldDown() {
    world.crash("west");
    world.pass(MINUTE);
    world.heal("west");
    world.pass(HOLD_DOWN.minusSeconds(5));
    assertThat(world.phase("west")).isEqualTo(Phase.RECOVERING);

    var shares = new ArrayList<Integer>();
    for (int i = 0; i < 30; i++) {
      shares.add(own(world.round()));
      assertThat(world.away("west")).isGreaterThanOrEqualTo(100 - shares.getLast());
    }

    assertThat(shares.stream().distinct()).containsExactly(0, 10, 50, 100);
    assertThat(world.phase("west")).isEqualTo(Phase.HEALTHY);
    assertThat(world.away("west")).isZero();
  }

  @Test
  void whoeverStillKnowsTheFormerWayIsTakenThereAndTheRegionServesMeanwhile() {
    world.remembering(MINUTE);
    failBack();
    var turn = world.pass(MINUTE);
    assertThat(world.phase("west")).isEqualTo(Phase.FAILING_BACK);
    assertThat(turn.leads()).containsEntry("west", new Serving("east", 100));
    assertThat(world.away("west")).isZero();

    world.pass(Duration.ofSeconds(40));

    assertThat(world.phase("west")).isEqualTo(Phase.HEALTHY);
  }

  @Test
  void soItIsWhereNobodyCanTellWhoseClientsAreWhose() {
    world.withoutShares().remembering(MINUTE);
    failBack();

    assertThat(servedBy(world.round(), "west")).isEqualTo("west");
    assertThat(world.phase("west")).isEqualTo(Phase.FAILING_BACK);
    world.pass(MINUTE.plusSeconds(5));
    assertThat(world.phase("west")).isEqualTo(Phase.HEALTHY);
  }

  @Test
  void whoRefusesToMoveIsNotWaitedFor() {
    world.refuse("west", 30);
    failBack();

    var turn = world.pass(Duration.ofSeconds(30));

    assertThat(world.phase("west")).isEqualTo(Phase.HEALTHY);
    assertThat(servedBy(turn, "west")).isEqualTo("west");
    assertThat(world.away("west")).isEqualTo(30);
  }

  @Test
  void stepsEndThoughNobodyCanTellAnyMoreWhoHasCome() {
    failBack();
    world.tells(false);

    assertThat(world.pass(MINUTE).why().get("west")).contains("do not say how many");
    world.pass(MINUTE.multipliedBy(3));

    assertThat(world.phase("west")).isEqualTo(Phase.HEALTHY);
  }

  @Test
  void aRegionThatFailsWhileItGetsItsClientsBackLosesThemAgainAtOnce() {
    failBack();
    world.crash("west");
    var turn = world.round();

    assertThat(world.phase("west")).isEqualTo(Phase.FAILED_OVER);
    assertThat(own(turn)).isZero();
    assertThat(turn.why().get("west")).contains("is served by east");

    world.heal("west");
    world.pass(HOLD_DOWN.plus(MINUTE));
    assertThat(world.phase("west")).isEqualTo(Phase.HEALTHY);
    assertThat(world.away("west")).isZero();
  }

  @Test
  void clientsOnTheirWayHomeAreLedAwayAgainWhenSomebodyAsksForIt() {
    failBack();
    world.wish = Optional.of("east");
    world.round();
    assertThat(world.phase("west")).isEqualTo(Phase.FAILED_OVER);
    world.pass(Duration.ofHours(1));
    assertThat(world.phase("west")).isEqualTo(Phase.FAILED_OVER);

    world.wish = Optional.empty();
    world.pass(MINUTE);
    assertThat(world.phase("west")).isEqualTo(Phase.HEALTHY);
    assertThat(world.away("west")).isZero();
  }

  @Test
  void aSwitchThatSomebodyAskedForIsUndoneInTheSameSteps() {
    world.wish = Optional.of("east");
    world.pass(MINUTE);
    world.wish = Optional.of("west");
    assertThat(own(world.pass(Duration.ofSeconds(3)))).isIn(10, 50);

    world.pass(MINUTE);
    assertThat(world.phase("west")).isEqualTo(Phase.HEALTHY);
    assertThat(world.away("west")).isZero();
  }

  /** What west is to serve of its clients. */
  private static int own(Ruling turn) {
    var lead = turn.leads().get("west");
    return lead == null ? -1 : lead.own();
  }

  /** Until west has some of its clients back. */
  private void failBack() {
    world.crash("west");
    world.pass(MINUTE);
    world.heal("west");
    for (int i = 0; i < 400 && world.phase("west") != Phase.FAILING_BACK; i++) {
      world.round();
    }
    assertThat(world.phase("west")).isEqualTo(Phase.FAILING_BACK);
  }

  @Test
  void whatLagsBehindGetsNobodyBack() {
    world.crash("west");
    world.pass(MINUTE);
    world.heal("west");
    world.fallsBehind("west");

    world.pass(Duration.ofHours(1));
    assertThat(world.phase("west")).isEqualTo(Phase.RECOVERING);
    world.heal("west");
    world.pass(MINUTE);
    assertThat(world.phase("west")).isEqualTo(Phase.HEALTHY);
  }

  @Test
  void withoutFailbackItWaitsForAWish() {
    world.withoutFailback();
    world.crash("west");
    world.pass(MINUTE);
    world.heal("west");
    var turn = world.pass(Duration.ofHours(1));
    assertThat(turn.why().get("west"))
        .contains("gunrelay.io/switch-to: west gives its clients back");

    world.wish = Optional.of("west");
    world.pass(MINUTE);

    assertThat(world.phase("west")).isEqualTo(Phase.HEALTHY);
  }

  @Test
  void whoseClientsCannotBeToldFromOthersGetsThemBackAtOnceAndTakesNobodyElses() {
    world.withoutShares().withoutFailback();
    world.crash("west");
    world.pass(CONFIRM.plusSeconds(2));
    world.heal("west");
    world.pass(HOLD_DOWN.plusSeconds(10));
    world.wish = Optional.of("west");
    world.pass(Duration.ofSeconds(5));

    assertThat(world.phase("west")).isEqualTo(Phase.HEALTHY);
    assertThat(world.phase("east")).isEqualTo(Phase.HEALTHY);
  }

  @Test
  void inManualModeItIsSaidWhatWouldBeDoneAndAWishDoesIt() {
    world.with(Mode.MANUAL);
    world.crash("west");
    var turn = world.pass(MINUTE);
    assertThat(servedBy(turn, "west")).isEqualTo("west");
    assertThat(turn.why().get("west")).contains("gunrelay.io/switch-to: east");

    world.wish = Optional.of("east");
    assertThat(servedBy(world.round(), "west")).isEqualTo("east");
  }

  @Test
  void disabledMovesNothing() {
    world.with(Mode.DISABLED);
    world.crash("west");
    world.wish = Optional.of("east");

    assertThat(servedBy(world.pass(MINUTE), "west")).isEqualTo("west");
  }

  @Test
  void aWishLeadsClientsAwayFromAHealthyRegionAndTheyComeBackWhenItIsTakenBack() {
    world.wish = Optional.of("east");
    assertThat(servedBy(world.round(), "west")).isEqualTo("east");
    world.pass(Duration.ofHours(2));
    assertThat(world.phase("west")).isEqualTo(Phase.FAILED_OVER);

    world.wish = Optional.empty();
    world.pass(MINUTE);
    assertThat(world.phase("west")).isEqualTo(Phase.HEALTHY);
    assertThat(world.course().past()).singleElement().matches(Switch::asked);
  }

  @Test
  void aRegionThatIsFullTakesClientsOfOneThatIsGoneOnlyWhereThereIsNoBetterOne() {
    world.fillsUp("east");
    world.crash("west");
    assertThat(servedBy(world.pass(MINUTE), "west")).isEqualTo("east");
    assertThat(world.course().past().getFirst().why())
        .endsWith(
            "; there is none better than east, which has as many clients as its relays may take");

    var three = new WorldModel("west", "east", "north");
    three.fillsUp("east");
    three.runsOutOfDisk("north");
    three.crash("west");
    assertThat(servedBy(three.pass(MINUTE), "west")).as("of two").isEqualTo("north");

    three = new WorldModel("west", "east", "north");
    three.fillsUp("east");
    three.crash("west");
    assertThat(servedBy(three.pass(MINUTE), "west")).isEqualTo("north");
  }

  @Test
  void whoIsStillConnectedIsNotSentWhereNobodyIsTaken() {
    world.fillsUp("east");
    world.unready("west");
    var turn = world.pass(MINUTE);

    assertThat(servedBy(turn, "west")).isEqualTo("west");
    assertThat(turn.why().get("west"))
        .isEqualTo(
            "has no relay that takes clients; no other region can take its clients: east has as many"
                + " clients as its relays may take");

    world.runsOutOfDisk("east");
    assertThat(servedBy(world.round(), "west")).as("others take them").isEqualTo("east");
  }

  @Test
  void whyNoOtherRegionCanTakeItsClientsIsSaidOfEach() {
    var three = new WorldModel("west", "east", "north");
    three.names().forEach(three::unready);
    var turn = three.pass(MINUTE);

    assertThat(turn.why().get("west"))
        .endsWith(
            "no other region can take its clients: east has no relay that takes clients, north has"
                + " no relay that takes clients");
  }

  @Test
  void whoTookOverAndIsFullByThatGoesOn() {
    world.crash("west");
    world.pass(MINUTE);
    world.fillsUp("east");
    world.pass(MINUTE);

    assertThat(world.phase("west")).isEqualTo(Phase.FAILED_OVER);
    assertThat(world.course().past()).hasSize(1);
  }

  @Test
  void aWishLeadsNobodyToARegionThatIsFull() {
    world.runsOutOfDisk("east");
    world.wish = Optional.of("east");
    assertThat(servedBy(world.pass(MINUTE), "west")).isEqualTo("west");

    world.heal("east");
    assertThat(servedBy(world.round(), "west")).isEqualTo("east");
  }

  @Test
  void whoIsServedByARegionThatFailsTooGoesOnToTheNext() {
    var three = new WorldModel("west", "east", "north");
    three.crash("west");
    three.pass(MINUTE);
    three.crash("east");
    var turn = three.pass(MINUTE);

    assertThat(servedBy(turn, "west")).isEqualTo("north");
    assertThat(servedBy(turn, "east")).isEqualTo("north");
  }

  @Test
  void whereOneRegionServesAllTheNextOneTakesOverAndGivesBack() {
    world.with(Strategy.ACTIVE_PASSIVE);
    assertThat(servedBy(world.round(), "east")).isEqualTo("west");
    world.crash("west");
    var turn = world.pass(MINUTE);
    assertThat(servedBy(turn, "west")).isEqualTo("east");
    assertThat(servedBy(turn, "east")).isEqualTo("east");

    world.heal("west");
    turn = world.pass(HOLD_DOWN.plus(MINUTE));
    assertThat(servedBy(turn, "east")).isEqualTo("west");
  }

  @Test
  void whereOneRegionServesAllTheOthersMayFail() {
    world.with(Strategy.ACTIVE_PASSIVE);
    world.crash("east");
    var turn = world.pass(MINUTE);

    assertThat(world.course().past()).isEmpty();
    assertThat(turn.why().get("east")).endsWith("it serves nobody now");
  }

  @Test
  void aWishIsDoneOnce() {
    world.with(Strategy.ACTIVE_PASSIVE);
    world.wish = Optional.of("east");
    assertThat(servedBy(world.round(), "west")).isEqualTo("east");
    world.crash("east");
    assertThat(servedBy(world.pass(MINUTE), "west")).isEqualTo("west");
    world.heal("east");

    assertThat(servedBy(world.pass(MINUTE), "west")).isEqualTo("west");
  }

  @Test
  void moreSwitchesThanAnHourMayHaveWaitForAPerson() {
    for (int i = 0; i < 2 * WorldModel.SWITCHES; i++) {
      world.crash("west");
      world.pass(MINUTE);
      world.heal("west");
      world.pass(HOLD_DOWN.plus(MINUTE));
    }
    world.crash("west");
    var turn = world.pass(MINUTE);

    assertThat(world.course().past().stream().filter(one -> !one.asked()))
        .hasSize(WorldModel.SWITCHES);
    assertThat(turn.why().get("west")).contains("within an hour", "gunrelay.io/switch-to: east");
  }
}
