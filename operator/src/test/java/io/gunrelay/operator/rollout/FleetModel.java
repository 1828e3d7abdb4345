package io.gunrelay.operator.rollout;

import io.gunrelay.api.v1alpha1.AnalysisSpec;
import io.gunrelay.api.v1alpha1.VerdictResult;
import io.gunrelay.operator.fleet.Colour;
import io.gunrelay.operator.fleet.Fleets;
import io.gunrelay.operator.fleet.Revision;
import io.gunrelay.operator.fleet.Strategy;
import io.gunrelay.operator.rollout.Sight.Loaded;
import io.gunrelay.operator.rollout.Sight.Obstacle;
import io.gunrelay.operator.rollout.Sight.RegionSight;
import io.gunrelay.operator.rollout.Sight.RelaySet;
import io.gunrelay.operator.rollout.Turn.Lean;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A fleet that does what rollouts decide, as a cluster would: relays become ready, clients dial
 * where entries lead, and those that are told to leave dial again.
 */
final class FleetModel {

  static final List<Strategy.Step> STEPS =
      List.of(
          new Strategy.Step(10, Duration.ofSeconds(30), false),
          new Strategy.Step(50, Duration.ofSeconds(60), false),
          new Strategy.Step(100, Duration.ZERO, false));

  /** The relays of one colour in one region. */
  private static final class Relays {
    private String revision = "";
    private int size;
    private int ready;
    private long clients;
    private List<String> silent = List.of();
  }

  private final Map<String, Map<Colour, Relays>> regions = new LinkedHashMap<>();
  private final int size;
  private Strategy strategy;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private Course course;
  private Turn turn;

  Revision wanted;
  Asks asks = Asks.NOTHING;
  Judged judged = new Judged(VerdictResult.Pass, "it does as the former one does", List.of());
  boolean known = true;
  Set<String> away = Set.of();

  /** Regions that do not serve their clients, as failovers have it. */
  Set<String> down = Set.of();

  /** Regions whose relays say nothing. */
  Set<String> unknown = Set.of();

  Optional<Obstacle> obstacle = Optional.empty();

  FleetModel(int size, List<List<String>> groups) {
    this.size = size;
    this.strategy = strategy(groups, STEPS);
    this.wanted = revision(1);
    this.course = Course.of(Colour.BLUE, wanted);
    this.turn = Turn.none(course);
    groups.forEach(
        group -> group.forEach(region -> regions.put(region, new EnumMap<>(Colour.class))));
    settle();
  }

  static Strategy strategy(List<List<String>> groups, List<Strategy.Step> steps) {
    return new Strategy(
        true,
        groups,
        steps,
        Duration.ofMinutes(10),
        Duration.ofMinutes(5),
        new AnalysisSpec(10, 0, 3, 60, null, null, null, null));
  }

  static Revision revision(int number) {
    return Fleets.revision("1.%d.0".formatted(number));
  }

  FleetModel with(List<Strategy.Step> steps) {
    strategy = strategy(strategy.groups(), steps);
    return this;
  }

  FleetModel withClients(long each) {
    regions.keySet().forEach(region -> relays(region, course.serving()).clients = each);
    return this;
  }

  /** Relays that are wanted are there, and all of them are ready. */
  void settle() {
    for (var region : regions.keySet()) {
      for (var colour : turn.colours(region)) {
        var relays = relays(region, colour);
        var revision = course.revision(colour).id();
        if (!relays.revision.equals(revision)) {
          relays.revision = revision;
          relays.ready = 0;
        }
        relays.size = size;
        relays.ready = size;
        relays.silent = List.of();
      }
    }
  }

  /** One round, and what it brings about. */
  Turn round() {
    turn = Rollouts.next(course, sight());
    course = turn.course();
    for (var region : regions.keySet()) {
      var there = turn.colours(region);
      var gone = new ArrayList<>(sets(region).keySet());
      gone.removeAll(there);
      for (var colour : gone) {
        arrive(region, relays(region, colour).clients);
        sets(region).remove(colour);
      }
      for (var colour : there) {
        var relays = relays(region, colour);
        var revision = course.revision(colour).id();
        if (!relays.revision.equals(revision)) {
          relays.revision = revision;
          relays.ready = 0;
          relays.silent = List.of();
          relays.size = size;
        }
      }
    }
    for (var move : turn.moves()) {
      var from = relays(move.region(), Colour.of(move.relay()));
      var leaving = Math.min(from.clients, move.clients());
      from.clients -= leaving;
      arrive(move.region(), leaving);
    }
    return turn;
  }

  /** Clients dial. */
  void arrive(String region, long clients) {
    var way = turn.way(region);
    var candidate = course.attempt().map(Attempt::colour);
    if (candidate.isEmpty() || way.lean() == Lean.SERVING) {
      relays(region, course.serving()).clients += clients;
    } else if (way.lean() == Lean.CANDIDATE) {
      relays(region, candidate.get()).clients += clients;
    } else {
      long some = Math.round(clients * way.percent() / 100.0);
      relays(region, candidate.get()).clients += some;
      relays(region, course.serving()).clients += clients - some;
    }
  }

  /** Clients go. */
  void leave(String region, long clients) {
    for (var relays : sets(region).values()) {
      relays.clients = Math.max(0, relays.clients - clients);
    }
  }

  /** Relays of a colour fail, or recover. */
  void ready(String region, Colour colour, int count) {
    if (sets(region).containsKey(colour)) {
      relays(region, colour).ready = Math.min(count, size);
      relays(region, colour).silent = List.of();
    }
  }

  /** A relay of a colour is not heard of any more, and its clients dial again; or is again. */
  void silent(String region, Colour colour, boolean is) {
    if (sets(region).containsKey(colour)) {
      var relays = relays(region, colour);
      relays.silent = is && relays.ready > 0 ? List.of(colour.label() + "-0") : List.of();
      if (is) {
        var cutOff = relays.clients / 2;
        relays.clients -= cutOff;
        arrive(region, cutOff);
      }
    }
  }

  boolean isSilent(String region, Colour colour) {
    return sets(region).containsKey(colour) && !relays(region, colour).silent.isEmpty();
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  /** Rounds of a second each, until it is so. */
  Turn until(Predicate<Turn> is) {
    for (int i = 0; i < 5_000; i++) {
      var then = round();
      if (is.test(then)) {
        return then;
      }
      settle();
      pass(Duration.ofSeconds(1));
    }
    throw new AssertionError("it never was; at last " + turn);
  }

  Sight sight() {
    var seen = new ArrayList<RegionSight>();
    regions.forEach((name, sets) -> {
      var all = new EnumMap<Colour, RelaySet>(Colour.class);
      sets.forEach((colour, relays) ->
          all.put(
              colour,
              new RelaySet(
                  relays.size,
                  relays.ready,
                  relays.silent,
                  List.of(new Loaded(colour.label(), relays.clients, 0, false)),
                  colour == course.serving() ? Optional.empty() : obstacle)));
      seen.add(
          new RegionSight(
              name,
              size,
              all,
              known && !unknown.contains(name),
              !away.contains(name),
              !down.contains(name)));
    });
    return new Sight(now, wanted, strategy, asks, seen, judged);
  }

  private Map<Colour, Relays> sets(String region) {
    return Objects.requireNonNull(regions.get(region));
  }

  private Relays relays(String region, Colour colour) {
    return sets(region).computeIfAbsent(colour, any -> new Relays());
  }

  List<String> regions() {
    return List.copyOf(regions.keySet());
  }

  long clients(String region, Colour colour) {
    return sets(region).containsKey(colour) ? relays(region, colour).clients : 0;
  }

  int ready(String region, Colour colour) {
    return sets(region).containsKey(colour) ? relays(region, colour).ready : 0;
  }

  Course course() {
    return course;
  }

  Instant now() {
    return now;
  }
}
