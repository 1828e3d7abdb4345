package io.gunrelay.operator.failover;

import static io.gunrelay.operator.failover.WorldModel.servedBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.operator.failover.Policy.Mode;
import io.gunrelay.operator.failover.Policy.Strategy;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Whatever happens in whatever order, nobody is moved without need, nor left where nobody serves.
 */
class FailoverPropertiesTest {
  /** As long as a step of a failback may take, whatever becomes of clients. */
  private static final Duration LONGEST_STEP = Duration.ofSeconds(65);

  private static final Duration HOUR = Duration.ofHours(1);

  /** As long as a region that is down may go on being served by none while another one could. */
  private static final Duration PATIENCE = WorldModel.CONFIRM.plusSeconds(2);

  /** Something that happens. */
  enum Kind {
    TIME,
    CRASH,
    CUT_OFF,
    CUT_FROM_OPERATOR,
    CUT_FROM_NEXT,
    UNREADY,
    ENTRY_DIES,
    ENTRY_DOUBTED,
    FALLS_BEHIND,
    OUT_OF_DISK,
    FULL,
    REFUSE,
    TELL_NOT,
    TELL,
    HEAL,
    WISH,
    NO_WISH
  }

  record Happening(Kind kind, int amount) {}

  @Provide
  Arbitrary<List<Happening>> happenings() {
    return Combinators.combine(Arbitraries.of(Kind.class), Arbitraries.integers().between(1, 900))
        .as(Happening::new)
        .list()
        .ofMaxSize(40);
  }

  @Property(tries = 300)
  void clientsAreServedAndInTheEndEachRegionServesItsOwn(
      @ForAll("happenings") List<Happening> happenings,
      @ForAll boolean three,
      @ForAll boolean far,
      @ForAll Strategy strategy) {
    var world =
        (three ? new WorldModel("west", "east", "north") : new WorldModel("west", "east"))
            .with(strategy)
            .remembering(far ? Duration.ofSeconds(50) : Duration.ZERO);
    var downSince = new HashMap<String, Instant>();
    for (var happening : happenings) {
      happen(world, happening);
      int seconds = happening.kind() == Kind.TIME ? happening.amount() : 1;
      for (int i = 0; i < seconds; i++) {
        var before = world.course();
        check(world, world.round(), downSince);
        areClientsBack(world, before);
      }
    }

    world.names().forEach(world::heal);
    world.wish = Optional.empty();
    Ruling turn = world.pass(HOUR.plusMinutes(10));
    var active = world.course().active();
    for (var region : world.names()) {
      assertThat(world.phase(region)).as("%s: %s", region, turn.why()).isEqualTo(Phase.HEALTHY);
      assertThat(servedBy(turn, region)).isEqualTo(active.orElse(region));
    }
  }

  @Provide
  Arbitrary<List<Happening>> troubles() {
    return Combinators.combine(
            Arbitraries.of(
                Kind.TIME,
                Kind.CRASH,
                Kind.UNREADY,
                Kind.ENTRY_DIES,
                Kind.OUT_OF_DISK,
                Kind.FULL,
                Kind.HEAL,
                Kind.WISH,
                Kind.NO_WISH),
            Arbitraries.integers().between(1, 90))
        .as(Happening::new)
        .list()
        .ofMinSize(20)
        .ofMaxSize(60);
  }

  @Property(tries = 300)
  void whoIsFullTakesClientsOfThoseThatAreDownAloneAndWhereNoOtherCould(
      @ForAll("troubles") List<Happening> happenings, @ForAll boolean three) {
    var world = three ? new WorldModel("west", "east", "north") : new WorldModel("west", "east");
    for (var happening : happenings) {
      happen(world, happening);
      int seconds = happening.kind() == Kind.TIME ? happening.amount() : 1;
      for (int i = 0; i < seconds; i++) {
        var before = world.course();
        world.round();
        isNobodyLedWhereItIsWorse(world, before);
      }
    }
  }

  /** False alarms alone, in any number and order. */
  @Property(tries = 300)
  void whatOneObserverSeesAloneNeverMovesAnybody(
      @ForAll("happenings") List<Happening> happenings, @ForAll Strategy strategy) {
    var world = new WorldModel("west", "east", "north").with(strategy);
    for (var happening : happenings) {
      var region = region(world, happening);
      switch (happening.kind()) {
        case CUT_FROM_OPERATOR -> {
          // Of two that it does not hear, one may be heard by the other alone.
          world.healFromOperator();
          world.cutFromOperator(region);
        }
        case CUT_FROM_NEXT -> {
          world.names().forEach(world::heal);
          world.cut(region, next(world, region));
        }
        case ENTRY_DOUBTED -> world.entryIsDoubted(region);
        case FALLS_BEHIND -> world.fallsBehind(region);
        case OUT_OF_DISK -> world.runsOutOfDisk(region);
        case FULL -> world.fillsUp(region);
        case TIME -> world.pass(Duration.ofSeconds(happening.amount()));
        default -> world.heal(region);
      }
      world.round();
    }

    assertThat(world.course().past()).isEmpty();
  }

  @Property(tries = 300)
  void nobodyIsMovedWhereAPersonDecides(@ForAll("happenings") List<Happening> happenings) {
    var world = new WorldModel("west", "east").with(Mode.MANUAL);
    for (var happening : happenings) {
      happen(world, happening);
      world.wish = Optional.empty();
      world.round();
    }

    assertThat(world.course().past()).isEmpty();
  }

  private static void happen(WorldModel world, Happening happening) {
    var region = region(world, happening);
    switch (happening.kind()) {
      case TIME -> {}
      case CRASH -> world.crash(region);
      case CUT_OFF -> world.cutOff(region);
      case CUT_FROM_OPERATOR -> world.cutFromOperator(region);
      case CUT_FROM_NEXT -> world.cut(region, next(world, region));
      case UNREADY -> world.unready(region);
      case ENTRY_DIES -> world.entryDies(region);
      case ENTRY_DOUBTED -> world.entryIsDoubted(region);
      case FALLS_BEHIND -> world.fallsBehind(region);
      case OUT_OF_DISK -> world.runsOutOfDisk(region);
      case FULL -> world.fillsUp(region);
      case REFUSE -> world.refuse(region, happening.amount() % (WorldModel.CLIENTS + 1));
      case TELL_NOT -> world.tells(false);
      case TELL -> world.tells(true);
      case HEAL -> world.heal(region);
      case WISH -> world.wish = Optional.of(region);
      case NO_WISH -> world.wish = Optional.empty();
    }
  }

  private static void check(WorldModel world, Ruling turn, Map<String, Instant> downSince) {
    var now = world.now();
    for (var region : world.names()) {
      if (world.diagnosis(region).isDown()) {
        downSince.putIfAbsent(region, now);
      } else {
        downSince.remove(region);
      }
    }
    isNobodyLeftAlone(world, turn, downSince);
    isNoSwitchHasty(turn, now);
    var hourAgo = now.minus(HOUR);
    assertThat(
            world.course().past().stream()
                .filter(one -> !one.asked())
                .filter(one -> one.watch().switched().orElseThrow().isAfter(hourAgo)))
        .as("switches within an hour")
        .hasSizeLessThanOrEqualTo(WorldModel.SWITCHES);
    if (world.strategy() == Strategy.ACTIVE_PASSIVE) {
      assertThat(world.names().stream().map(region -> servedBy(turn, region)).distinct())
          .as("regions that serve")
          .hasSize(1);
    }
  }

  /** Unless nobody could serve them, or a person has to decide. */
  private static void isNobodyLeftAlone(
      WorldModel world, Ruling turn, Map<String, Instant> downSince) {
    for (var region : world.names()) {
      var serving = servedBy(turn, region);
      var trouble =
          world.diagnosis(region) == Diagnosis.LOST
              ? world.diagnosis(serving)
              : world.diagnosis(region);
      var anySound =
          world.names().stream()
              .anyMatch(other -> world.couldServe(other, trouble) && !downSince.containsKey(other));
      var since = downSince.get(serving);
      var isDecidedByAPerson = turn.why().values().stream().anyMatch(why -> why.contains("hour"));
      if (anySound && since != null && !isDecidedByAPerson) {
        assertThat(Duration.between(since, world.now()))
            .as("%s is served by %s: %s", region, serving, turn.why())
            .isLessThanOrEqualTo(
                world.diagnosis(serving).isMaybeARestart()
                    ? PATIENCE.plus(Scene.RESTART)
                    : PATIENCE);
      }
    }
  }

  private static void isNobodyLedWhereItIsWorse(WorldModel world, Course before) {
    for (var one : world.course().past()) {
      var made = one.watch().switched().filter(world.now()::equals);
      if (made.isEmpty() || world.unfit(one.to()).isEmpty()) {
        continue;
      }
      assertThat(world.diagnosis(one.from()).isDown()).as("%s", one).isTrue();
      if (world.unfit(one.to()).filter(Impairment.OVERLOADED::equals).isPresent()) {
        assertThat(world.diagnosis(one.from())).isEqualTo(Diagnosis.LOST);
      }
      assertThat(world.names())
          .as("better than %s", one)
          .noneMatch(other ->
              !other.equals(one.from())
                  && world.isUsable(other)
                  && isHealthy(before, other)
                  && isHealthy(world.course(), other));
    }
  }

  private static boolean isHealthy(Course course, String region) {
    var stand = course.stands().get(region);
    return stand != null && stand.phase() == Phase.HEALTHY;
  }

  /** Of a region that is done with getting them back, with nothing in the way. */
  private static void areClientsBack(WorldModel world, Course before) {
    for (var region : world.names()) {
      var stand = before.stands().get(region);
      if (stand == null || stand.phase() != Phase.FAILING_BACK) {
        continue;
      }
      var now = world.course().stand(region);
      var target = stand.target().orElseThrow();
      boolean isSameServing =
          now.phase() == Phase.FAILING_BACK && now.target().equals(stand.target());
      if (isSameServing) {
        assertThat(now.share()).isGreaterThanOrEqualTo(stand.share());
        assertThat(Duration.between(now.since(), world.now())).isLessThan(LONGEST_STEP);
      }
      if (now.phase() == Phase.HEALTHY
          && stand.share() == 100
          && world.isTelling()
          && world.isUsable(target)
          && world.phase(target) == Phase.HEALTHY
          && stand.since().isAfter(world.now().minus(WorldModel.ROUND.multipliedBy(60)))) {
        assertThat(world.willing(region)).isZero();
      }
    }
  }

  private static void isNoSwitchHasty(Ruling turn, Instant now) {
    for (var one : turn.course().past()) {
      var watch = one.watch();
      if (!one.asked() && watch.switched().filter(now::equals).isPresent()) {
        assertThat(watch.confirmed()).isPresent();
      }
    }
  }

  private static String region(WorldModel world, Happening happening) {
    return world.names().get(happening.amount() % world.names().size());
  }

  private static String next(WorldModel world, String region) {
    var names = world.names();
    return names.get((names.indexOf(region) + 1) % names.size());
  }
}
