package io.gunrelay.operator.rollout;

import io.gunrelay.api.v1alpha1.RolloutOutcome;
import io.gunrelay.api.v1alpha1.RolloutPhase;
import io.gunrelay.operator.fleet.Colour;
import io.gunrelay.operator.fleet.Strategy;
import io.gunrelay.operator.rollout.Sight.RegionSight;
import io.gunrelay.operator.rollout.Turn.Move;
import io.gunrelay.operator.rollout.Turn.Way;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** What the states of a rollout decide by. */
record Scene(Course course, Attempt attempt, Sight sight) {

  private static final Strategy.Step ALL_AT_ONCE = new Strategy.Step(100, Duration.ZERO, false);

  /** Until proxies lead new connections where they are to go. */
  static final Duration ENTRIES = Duration.ofSeconds(2);

  /** Until those who were told to leave have arrived, and reports tell of it. */
  static final Duration ARRIVAL = Duration.ofSeconds(3);

  /** Where many dial at once, those who arrive late are not waited for longer than this. */
  private static final Duration LONGEST_ARRIVAL = Duration.ofSeconds(20);

  /** Of those who were there; some have gone for good. */
  private static final double PRESENT = 0.98;

  Instant now() {
    return sight.now();
  }

  Colour candidate() {
    return attempt.colour();
  }

  String revision() {
    return course.revision(candidate()).id();
  }

  /** What the new relays of the group are to have: as much as before, while it is held. */
  int percent() {
    if (isHeld() && attempt.phase() == RolloutPhase.Shifting) {
      return attempt.step() == 0 ? 0 : steps().get(attempt.step() - 1).percent();
    }
    return step().percent();
  }

  List<Strategy.Step> steps() {
    return attempt.direct() ? List.of(ALL_AT_ONCE) : sight.strategy().steps();
  }

  Strategy.Step step() {
    return steps().get(Math.min(attempt.step(), steps().size() - 1));
  }

  List<List<String>> groups() {
    return attempt.direct()
        ? List.of(sight.regions().stream().map(RegionSight::name).toList())
        : sight.strategy().groups();
  }

  /** The regions that go through the steps now. */
  List<RegionSight> group() {
    var groups = groups();
    return attempt.group() < groups.size() ? sight.regions(groups.get(attempt.group())) : List.of();
  }

  /**
   * What is done instead: clients go back when the new relays fail, and clusters and regions are
   * waited for.
   */
  Optional<Turn> interrupted(Map<String, Shares> shares) {
    return failed().or(() -> Awaited.any(this, shares));
  }

  /** Takes clients back when the new relays fail. */
  Optional<Turn> failed() {
    return Health.trouble(this).map(this::back);
  }

  /**
   * Whether it stays where it is while regions are down. Who goes back, or somebody has promoted,
   * does not wait for them.
   */
  boolean isHeld() {
    return attempt.phase() != RolloutPhase.RollingBack
        && !attempt.direct()
        && !isPromoted()
        && !sight.down().isEmpty();
  }

  /** The same by a clock that stands still as long as it is held. */
  Scene clocked() {
    if (isHeld() == attempt.waitingSince().isPresent()) {
      return this;
    }
    return with(isHeld() ? attempt.waiting(now()) : attempt.goingOn(now()));
  }

  /** Whether there is anything to be expected of a region. */
  static boolean isWaitedFor(RegionSight region) {
    return region.healthy() || region.known();
  }

  boolean isPaused() {
    return sight.asks().pauses(revision());
  }

  boolean isPromoted() {
    return sight.asks().promotes(revision());
  }

  /** The shares of each region: all of groups that are through, none of those that come. */
  Map<String, Shares> shares(int percentOfGroup) {
    var groups = groups();
    return shares(region -> {
      int turn = turn(groups, region);
      if (turn == attempt.group()) {
        return percentOfGroup;
      }
      return turn < attempt.group() ? 100 : 0;
    });
  }

  /** The same share in each region. */
  Map<String, Shares> sharesEverywhere(int percent) {
    return shares(region -> percent);
  }

  private Map<String, Shares> shares(ToIntFunction<String> percent) {
    var groups = groups();
    var shares = new LinkedHashMap<String, Shares>();
    for (var region : sight.regions()) {
      var name = region.name();
      shares.put(
          name,
          new Shares(
              region,
              course.serving(),
              candidate(),
              percent.applyAsInt(name),
              turn(groups, name) <= attempt.group(),
              isHeld(),
              onTheWay(region)));
    }
    return shares;
  }

  private static int turn(List<List<String>> groups, String region) {
    for (int i = 0; i < groups.size(); i++) {
      if (groups.get(i).contains(region)) {
        return i;
      }
    }
    return groups.size();
  }

  /** Whether relays may be told to hand over: entries lead elsewhere, and the last ones arrived. */
  boolean mayMove() {
    return !isHeld() && !now().isBefore(nextMove()) && haveArrived();
  }

  /**
   * Whether those who were told to leave last are connected again, or have had the time. Who is on
   * the way counts nowhere, and would be asked for once more.
   */
  boolean haveArrived() {
    return clients() >= attempt.moved().of() * PRESENT || isArrivalOver();
  }

  private boolean isArrivalOver() {
    return !now().isBefore(attempt.moved().at().plus(LONGEST_ARRIVAL));
  }

  /**
   * A region's part of those who were connected when clients were told to leave, and are not now.
   */
  private long onTheWay(RegionSight region) {
    long present = clients();
    long missing = isArrivalOver() ? 0 : attempt.moved().of() - present;
    return missing <= 0 || present == 0 ? 0 : missing * region.clients() / present;
  }

  /** Told by how those arrived who were moved last. */
  private Pace pace() {
    var moved = attempt.moved();
    return attempt.since().isAfter(moved.at())
        ? Pace.asBefore(moved)
        : Pace.after(moved, Duration.between(moved.at(), now()));
  }

  private long clients() {
    return sight.regions().stream().mapToLong(RegionSight::clients).sum();
  }

  /** The same with what is remembered of failing. */
  Scene failing(Optional<Instant> since) {
    return with(attempt.failing(since));
  }

  private Scene with(Attempt other) {
    return new Scene(course.with(other), other, sight);
  }

  Instant nextMove() {
    var entries = attempt.since().plus(ENTRIES);
    var arrival = attempt.moved().at().plus(ARRIVAL);
    return entries.isAfter(arrival) ? entries : arrival;
  }

  /** Nothing changes but where clients go; those who move do so at the scene's pace. */
  Turn stay(Map<String, Shares> shares, boolean moving, String why, Instant again) {
    return stay(shares, moving, pace(), why, again);
  }

  /**
   * The same at another pace.
   *
   * @param pace how many clients each relay hands over at most
   */
  Turn stay(Map<String, Shares> shares, boolean moving, Pace pace, String why, Instant again) {
    var ways = new LinkedHashMap<String, Way>();
    var moves = new ArrayList<Move>();
    shares.forEach((region, some) -> {
      ways.put(region, some.way());
      if (moving) {
        moves.addAll(some.moves(pace));
      }
    });
    return new Turn(
        moves.isEmpty() ? course : course.with(attempt.with(pace.moved(now(), clients()))),
        ways,
        moves,
        why,
        Optional.of(again));
  }

  /** Goes on in another state, at once. */
  Turn enter(Attempt next) {
    return Rollouts.next(course.with(next), sight);
  }

  /** All clients are taken back. */
  Turn back(RolloutOutcome outcome, String why) {
    return back(new Ending(outcome, why));
  }

  private Turn back(Ending how) {
    return enter(attempt.back(how, now()));
  }
}
