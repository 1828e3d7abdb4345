package io.gunrelay.operator.failover;

import io.gunrelay.operator.failover.Policy.Mode;
import io.gunrelay.operator.failover.Policy.Strategy;
import io.gunrelay.operator.failover.Ruling.Serving;
import io.gunrelay.operator.failover.Sight.RegionSight;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Regions of two relays each, what can happen to them, and an operator that looks at them. */
final class WorldModel {
  static final Duration ROUND = Duration.ofSeconds(1);
  static final Duration CONFIRM = Duration.ofSeconds(3);
  static final Duration HOLD_DOWN = Duration.ofMinutes(5);
  static final int SWITCHES = 3;

  /** Of each region. */
  static final long CLIENTS = 100;

  /** Who moves in a round. */
  private static final long PACE = 15;

  private static final String OPERATOR = "operator";
  private static final int RELAYS = 2;

  private final List<String> names;
  private final Set<String> crashed = new HashSet<>();
  private final Set<String> unready = new HashSet<>();
  private final Set<String> deadEntries = new HashSet<>();
  private final Set<String> doubtedEntries = new HashSet<>();
  private final Set<String> behind = new HashSet<>();
  private final Map<String, Impairment> unfit = new HashMap<>();
  private final Set<Set<String>> cuts = new HashSet<>();
  private final Map<String, Long> away = new LinkedHashMap<>();
  private final Map<String, Long> refusing = new LinkedHashMap<>();
  private Course course = Course.NEW;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private Mode mode = Mode.AUTOMATIC;
  private Strategy strategy = Strategy.ACTIVE_ACTIVE;
  private boolean failsBack = true;
  private boolean sharesKnown = true;
  private Duration linger = Duration.ZERO;
  Optional<String> wish = Optional.empty();

  WorldModel(String... names) {
    this.names = List.of(names);
    this.names.forEach(name -> away.put(name, 0L));
  }

  WorldModel with(Strategy wanted) {
    strategy = wanted;
    return this;
  }

  WorldModel with(Mode wanted) {
    mode = wanted;
    return this;
  }

  /** Clients remember for a while where their hosts led. */
  WorldModel remembering(Duration forSoLong) {
    linger = forSoLong;
    return this;
  }

  /** Nobody can tell whose clients are whose. */
  WorldModel withoutShares() {
    sharesKnown = false;
    return this;
  }

  /** Its relays say again, or no more, how their clients came. */
  void tells(boolean whoseClientsAreWhose) {
    sharesKnown = whoseClientsAreWhose;
  }

  /** So many of a region's clients leave no relay that tells them to. */
  void refuse(String region, long clients) {
    refusing.put(region, clients);
  }

  /** Clients of a region that others have. */
  long away(String region) {
    return away.getOrDefault(region, 0L);
  }

  /** Those of them who would come home if they were told to. */
  long willing(String region) {
    return Math.max(0, away(region) - refusing.getOrDefault(region, 0L));
  }

  boolean isTelling() {
    return sharesKnown;
  }

  WorldModel withoutFailback() {
    failsBack = false;
    return this;
  }

  Strategy strategy() {
    return strategy;
  }

  List<String> names() {
    return names;
  }

  Course course() {
    return course;
  }

  Instant now() {
    return now;
  }

  void crash(String region) {
    crashed.add(region);
  }

  void unready(String region) {
    unready.add(region);
  }

  void entryDies(String region) {
    deadEntries.add(region);
  }

  /** One of two observers cannot use its entry. */
  void entryIsDoubted(String region) {
    doubtedEntries.add(region);
  }

  void fallsBehind(String region) {
    behind.add(region);
  }

  /** One of its relays has no space left. */
  void runsOutOfDisk(String region) {
    unfit.put(region, Impairment.OUT_OF_DISK);
  }

  /** Its relays have as many clients as they may. */
  void fillsUp(String region) {
    unfit.put(region, Impairment.OVERLOADED);
  }

  Optional<Impairment> unfit(String region) {
    return Optional.ofNullable(unfit.get(region));
  }

  void cut(String one, String other) {
    cuts.add(new TreeSet<>(Set.of(one, other)));
  }

  void cutFromOperator(String region) {
    cut(OPERATOR, region);
  }

  void healFromOperator() {
    cuts.removeIf(cut -> cut.contains(OPERATOR));
  }

  void cutOff(String region) {
    cutFromOperator(region);
    names.stream().filter(other -> !other.equals(region)).forEach(other -> cut(region, other));
  }

  void heal(String region) {
    crashed.remove(region);
    unready.remove(region);
    deadEntries.remove(region);
    doubtedEntries.remove(region);
    behind.remove(region);
    unfit.remove(region);
    cuts.removeIf(cut -> cut.contains(region));
  }

  private boolean isLinked(String one, String other) {
    return !crashed.contains(one)
        && !crashed.contains(other)
        && !cuts.contains(new TreeSet<>(Set.of(one, other)));
  }

  Diagnosis diagnosis(String region) {
    return Diagnosis.of(seen(region));
  }

  /** Whether it could serve anybody's clients. */
  boolean isUsable(String region) {
    return diagnosis(region) == Diagnosis.SOUND
        && !behind.contains(region)
        && !unfit.containsKey(region);
  }

  /** Whether it could serve clients of one that is in so much trouble. */
  boolean couldServe(String region, Diagnosis trouble) {
    return diagnosis(region) == Diagnosis.SOUND
        && !behind.contains(region)
        && (trouble == Diagnosis.LOST || unfit.get(region) != Impairment.OVERLOADED);
  }

  /** One round a second later; clients follow where they are led. */
  Ruling round() {
    now = now.plus(ROUND);
    return look();
  }

  /** Rounds for so long; the last one's turn. */
  Ruling pass(Duration time) {
    var until = now.plus(time);
    var turn = look();
    while (now.isBefore(until)) {
      turn = round();
    }
    return turn;
  }

  private Ruling look() {
    var turn = Failovers.next(course, sight());
    course = turn.course();
    turn.leads().forEach(this::move);
    return turn;
  }

  Set<Doubt> doubts() {
    return Doubt.of(sight());
  }

  /** Clients are handed over to where they are led, some in a second; of a dead region all go. */
  private void move(String region, Serving lead) {
    if (lead.own() == 0) {
      away.merge(region, crashed.contains(region) ? CLIENTS : PACE, Long::sum);
      away.computeIfPresent(region, (name, all) -> Math.min(CLIENTS, all));
    } else if (phase(region) == Phase.FAILING_BACK && isLinked(OPERATOR, region)) {
      long coming = Math.min(own(region).lacking(lead.own()), willing(region));
      away.merge(region, -Math.min(PACE, coming), Long::sum);
    }
  }

  private OwnClients own(String region) {
    return new OwnClients(CLIENTS - away(region), away(region), willing(region), false);
  }

  Sight sight() {
    var policy = new Policy(mode, strategy, CONFIRM, failsBack, HOLD_DOWN, SWITCHES, linger);
    return new Sight(now, policy, wish, names.stream().map(this::seen).toList());
  }

  private RegionSight seen(String region) {
    var told =
        names.stream()
            .filter(other -> !other.equals(region))
            .filter(other -> isLinked(OPERATOR, other))
            .toList();
    var hearing = told.stream().filter(other -> isLinked(region, other)).count();
    var heard = isLinked(OPERATOR, region);
    int served = deadEntries.contains(region) || crashed.contains(region) ? 0 : 2;
    if (served > 0 && doubtedEntries.contains(region)) {
      served = 1;
    }
    return new RegionSight(
        region,
        heard,
        RELAYS * told.size(),
        RELAYS * (int) hearing,
        heard && !unready.contains(region) ? RELAYS : 0,
        !behind.contains(region),
        2,
        served,
        sharesKnown && heard ? Optional.of(own(region)) : Optional.empty(),
        Optional.empty(),
        unfit(region),
        !heard,
        served < 2 ? "its ingress is dead" : "");
  }

  Phase phase(String region) {
    return course.stand(region).phase();
  }

  static String servedBy(Ruling turn, String region) {
    Serving lead = turn.leads().get(region);
    return lead == null || lead.own() == 100 ? region : lead.region();
  }
}
