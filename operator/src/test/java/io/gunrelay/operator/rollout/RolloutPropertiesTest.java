package io.gunrelay.operator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.api.v1alpha1.RolloutPhase;
import io.gunrelay.api.v1alpha1.VerdictResult;
import io.gunrelay.operator.fleet.Colour;
import io.gunrelay.operator.rollout.Sight.Obstacle;
import io.gunrelay.operator.rollout.Turn.Lean;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever happens in whatever order, clients are served, and it ends. */
class RolloutPropertiesTest {

  /** Something that happens. */
  enum Kind {
    TIME,
    READY,
    NEW_RELAYS_FAIL,
    FORMER_RELAYS_FAIL,
    NEW_RELAYS_FALL_SILENT,
    FORMER_RELAYS_FALL_SILENT,
    ALL_ARE_HEARD_OF,
    SPEC,
    ABORT,
    PROMOTE,
    PAUSE,
    NOTHING_ASKED,
    JUDGED_FAIL,
    JUDGED_INCONCLUSIVE,
    JUDGED_PASS,
    REPORTS_LOST,
    REPORTS_BACK,
    CLIENTS_COME,
    CLIENTS_GO,
    OBSTACLE,
    NO_OBSTACLE,
    REGION_DOWN,
    REGIONS_UP
  }

  record Happening(Kind kind, int amount) {}

  @Provide
  Arbitrary<List<Happening>> happenings() {
    return Combinators.combine(Arbitraries.of(Kind.class), Arbitraries.integers().between(1, 400))
        .as(Happening::new)
        .list()
        .ofMaxSize(120);
  }

  @Property(tries = 1_000)
  void clientsAreServedAllTheWayAndItEnds(
      @ForAll("happenings") List<Happening> happenings, @ForAll boolean together) {
    var groups =
        together ? List.of(List.of("west", "east")) : List.of(List.of("west"), List.of("east"));
    var fleet = new FleetModel(2, groups).withClients(200);
    for (var happening : happenings) {
      happen(fleet, happening);
      var before = fleet.course();
      var turn = fleet.round();
      check(fleet, turn);
      checkIsHeld(fleet, before, turn);
    }

    fleet.down = Set.of();
    fleet.obstacle = Optional.empty();
    fleet.asks = Asks.NOTHING;
    fleet.known = true;
    fleet.judged = new Judged(VerdictResult.Pass, "", List.of());
    fleet.settle();
    fleet.until(turn -> {
      check(fleet, turn);
      return !turn.isUnderWay() && turn.moves().isEmpty();
    });
    var wanted = fleet.wanted.id();
    var course = fleet.course();
    assertThat(
            course.revision(course.serving()).id().equals(wanted)
                || course.failed().filter(failed -> failed.revision().equals(wanted)).isPresent())
        .as("it is there, or was taken back: %s", course)
        .isTrue();
    for (var region : fleet.regions()) {
      assertThat(fleet.clients(region, course.serving().other())).isZero();
    }
  }

  /** Whatever becomes of the relays of regions while they are down, of both colours. */
  @Property(tries = 500)
  void noVersionIsTakenBackForARegionThatIsDown(
      @ForAll("happenings") List<Happening> happenings, @ForAll boolean together) {
    var groups =
        together ? List.of(List.of("west", "east")) : List.of(List.of("west"), List.of("east"));
    var fleet = new FleetModel(2, groups).withClients(200);
    fleet.wanted = FleetModel.revision(2);
    for (var happening : happenings) {
      var region = fleet.regions().get(happening.amount() % 2);
      switch (happening.kind()) {
        case NEW_RELAYS_FAIL,
            NEW_RELAYS_FALL_SILENT,
            FORMER_RELAYS_FAIL,
            FORMER_RELAYS_FALL_SILENT -> {
          fleet.down = with(fleet.down, region);
          happen(fleet, happening);
        }
        case REGION_DOWN, PAUSE, NOTHING_ASKED -> happen(fleet, happening);
        case REGIONS_UP -> {
          fleet.settle();
          fleet.down = Set.of();
        }
        default -> fleet.pass(Duration.ofSeconds(happening.amount() % 30));
      }
      check(fleet, fleet.round());
      if (fleet.down.isEmpty()) {
        fleet.settle();
      }
    }

    fleet.down = Set.of();
    fleet.asks = Asks.NOTHING;
    fleet.settle();
    fleet.until(turn -> !turn.isUnderWay());
    assertThat(fleet.course().failed()).isEmpty();
    assertThat(fleet.course().revision(fleet.course().serving())).isEqualTo(fleet.wanted);
  }

  private static Set<String> with(Set<String> some, String another) {
    var all = new HashSet<>(some);
    all.add(another);
    return all;
  }

  /** While a region is down: neither begun, nor gone on, nor anybody moved to the new relays. */
  private static void checkIsHeld(FleetModel fleet, Course before, Turn turn) {
    var now = turn.course().attempt();
    if (fleet.down.isEmpty()
        || now.isEmpty()
        || now.get().direct()
        || now.get().phase() == RolloutPhase.RollingBack
        || fleet.asks.promotes(turn.candidate().id())) {
      return;
    }
    var was = before.attempt();
    assertThat(was).as("one that has begun: %s", turn).isPresent();
    assertThat(now.get().phase()).isEqualTo(was.get().phase());
    assertThat(now.get().group()).isEqualTo(was.get().group());
    assertThat(now.get().step()).isEqualTo(was.get().step());
    assertThat(turn.moves()).isEmpty();
    for (var region : fleet.regions()) {
      var way = turn.way(region);
      if (way.percent() < 100 && fleet.ready(region, turn.course().serving()) > 0) {
        assertThat(way.lean()).isIn(Lean.SERVING, Lean.BOTH);
      }
    }
  }

  private static void happen(FleetModel fleet, Happening happening) {
    var region = fleet.regions().get(happening.amount() % 2);
    switch (happening.kind()) {
      case TIME -> fleet.pass(Duration.ofSeconds(happening.amount()));
      case READY -> fleet.settle();
      case NEW_RELAYS_FAIL ->
          fleet.ready(region, fleet.course().serving().other(), happening.amount() % 2);
      case FORMER_RELAYS_FAIL ->
          fleet.ready(region, fleet.course().serving(), happening.amount() % 2);
      case NEW_RELAYS_FALL_SILENT -> fleet.silent(region, fleet.course().serving().other(), true);
      case FORMER_RELAYS_FALL_SILENT -> fleet.silent(region, fleet.course().serving(), true);
      case ALL_ARE_HEARD_OF -> {
        fleet.silent(region, Colour.BLUE, false);
        fleet.silent(region, Colour.GREEN, false);
      }
      case SPEC -> fleet.wanted = FleetModel.revision(1 + happening.amount() % 3);
      case ABORT -> fleet.asks = new Asks("", fleet.wanted.id(), "", "");
      case PROMOTE -> fleet.asks = new Asks(fleet.wanted.id(), "", "", "");
      case PAUSE -> fleet.asks = new Asks("", "", "true", "");
      case NOTHING_ASKED -> fleet.asks = Asks.NOTHING;
      case JUDGED_FAIL -> fleet.judged = new Judged(VerdictResult.Fail, "slow", List.of());
      case JUDGED_INCONCLUSIVE -> fleet.judged = Judged.nothing("few");
      case JUDGED_PASS -> fleet.judged = new Judged(VerdictResult.Pass, "", List.of());
      case REPORTS_LOST -> fleet.known = false;
      case REPORTS_BACK -> fleet.known = true;
      case CLIENTS_COME -> fleet.arrive(region, happening.amount());
      case CLIENTS_GO -> fleet.leave(region, happening.amount());
      case OBSTACLE ->
          fleet.obstacle = Optional.of(new Obstacle("it ends", happening.amount() % 2 == 0));
      case NO_OBSTACLE -> fleet.obstacle = Optional.empty();
      case REGION_DOWN -> fleet.down = with(fleet.down, region);
      case REGIONS_UP -> fleet.down = Set.of();
    }
  }

  private static void check(FleetModel fleet, Turn turn) {
    var course = turn.course();
    assertThat(course.colours()).contains(course.serving()).hasSizeLessThanOrEqualTo(2);
    assertThat(course.attempt().map(Attempt::colour)).isNotEqualTo(Optional.of(course.serving()));
    for (var region : fleet.regions()) {
      assertThat(turn.colours(region)).contains(course.serving());
      var lean = turn.way(region).lean();
      var former = fleet.ready(region, course.serving());
      var other = fleet.ready(region, other(course));
      if (lean != Lean.SERVING) {
        assertThat(other).as("new relays that take clients in %s: %s", region, turn).isPositive();
      }
      if (turn.isUnderWay() && fleet.isSilent(region, other(course))) {
        if (former > 0) {
          assertThat(lean).as("led to relays that are not heard of").isEqualTo(Lean.SERVING);
        }
        assertThat(turn.moves())
            .as("moved to relays of %s that are not heard of", region)
            .noneMatch(move ->
                move.region().equals(region) && move.relay().equals(course.serving().label()));
      }
      // Clients of a region that is down are served by others until its own relays are back.
      var isSettled =
          fleet.wanted.id().equals(course.revision(course.serving()).id())
              && !fleet.down.contains(region);
      if (lean != Lean.CANDIDATE && former == 0 && (turn.isUnderWay() || isSettled)) {
        assertThat(other).as("nobody else could take clients in %s", region).isZero();
      }
    }
    assertThat(course.past()).hasSizeLessThanOrEqualTo(10);
  }

  private static Colour other(Course course) {
    return course.attempt().map(Attempt::colour).orElse(course.serving().other());
  }
}
