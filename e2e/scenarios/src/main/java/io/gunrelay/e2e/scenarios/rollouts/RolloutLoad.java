package io.gunrelay.e2e.scenarios.rollouts;

import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.api.v1alpha1.PastRolloutStatus;
import io.gunrelay.api.v1alpha1.RolloutOutcome;
import io.gunrelay.e2e.gunjs.GunJsCrowd;
import io.gunrelay.e2e.scenarios.clients.Crowd;
import io.gunrelay.e2e.scenarios.clients.MovedCrowd;
import io.gunrelay.e2e.scenarios.stage.Fleet;
import io.gunrelay.e2e.scenarios.stage.Owned;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * A fleet whose clients put all the time, those of the load generator and some of gun.js, while
 * rollouts go on. {@code E2E_CLIENTS} says how many the load generator holds; a tenth of them put
 * each second.
 */
final class RolloutLoad {
  private static final int CLIENTS = Crowd.size(2_000);
  private static final int SECONDS_BETWEEN_PUTS = 10;
  private static final int GUN_JS = 20;
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration TO_END = Duration.ofMinutes(5);
  private static final Duration TO_SETTLE = Duration.ofMinutes(2);
  private static final Duration LONGEST_AWAY = Duration.ofSeconds(3);

  private static final String FLEET =
      """
      replicas: 2
      durability: Replicated
      whenAlone: Acknowledge
      regions:
      - name: everywhere
      """;

  /** Without holds, and with former relays that are soon gone. */
  static final String STEPS = FLEET + Rollout.STEPS + "  keepPreviousSeconds: 5\n";

  /** What cannot be helped. */
  private boolean connectionsWereLost;

  private boolean putsWereRefused;
  private Duration longestAway = LONGEST_AWAY;
  private int handOvers = 1;

  private final Stage stage;
  private final int clients;
  private final Fleet fleet;
  private final Crowd crowd;
  private final GunJsCrowd gunJs;
  private final Rollout rollout;
  private final ShareLog shares;

  private RolloutLoad(
      Stage stage, int clients, Fleet fleet, Crowd crowd, GunJsCrowd gunJs, Rollout rollout) {
    this.stage = stage;
    this.clients = clients;
    this.fleet = fleet;
    this.crowd = crowd;
    this.gunJs = gunJs;
    this.rollout = rollout;
    this.shares = ShareLog.start(stage, fleet);
  }

  /**
   * Starts a fleet of two relays and its clients.
   *
   * @param spec lines of it
   */
  static RolloutLoad start(Stage stage, String name, String spec) {
    return start(stage, name, spec, CLIENTS, false);
  }

  /** The same with as many clients as a test of every change can take. */
  static RolloutLoad small(Stage stage, String name, String spec) {
    return start(stage, name, spec, Math.min(CLIENTS, 200), false);
  }

  /** The same whose gun.js clients dial until a relay answers; by itself gun.js dials once. */
  static RolloutLoad staying(Stage stage, String name, String spec) {
    return start(stage, name, spec, CLIENTS, true);
  }

  private static RolloutLoad start(
      Stage stage, String name, String spec, int clients, boolean staying) {
    Fleet fleet = Fleet.start(stage, name, spec);
    fleet.awaitReady(2);
    Crowd crowd = Crowd.start(stage, clients, Math.max(1, clients / SECONDS_BETWEEN_PUTS));
    GunJsCrowd gunJs =
        staying ? stage.stayingCrowd(stage.host(), GUN_JS) : stage.crowd(stage.host(), GUN_JS);
    MovedCrowd.begin(gunJs, PAUSE);
    return new RolloutLoad(stage, clients, fleet, crowd, gunJs, Rollout.watch(stage, fleet));
  }

  Rollout rollout() {
    return rollout;
  }

  Fleet fleet() {
    return fleet;
  }

  /** Who is on a relay or node that dies loses the connection. */
  RolloutLoad losingConnections() {
    connectionsWereLost = true;
    return this;
  }

  /** Until proxies notice that a relay is gone, they lead clients to it. */
  RolloutLoad stayingAwayLonger() {
    longestAway = Duration.ofSeconds(15);
    return this;
  }

  RolloutLoad refusingPuts() {
    putsWereRefused = true;
    return this;
  }

  /** How often a client may be handed over; once if nothing is said. */
  RolloutLoad handingOver(int times) {
    handOvers = times;
    return this;
  }

  /** Waits until so many rollouts have ended, and tells how the last one went. */
  PastRolloutStatus awaitEnd(int count, RolloutOutcome outcome) {
    PastRolloutStatus ended = rollout.awaitEnd(count, TO_END);
    stage.saw("the rollout went so:" + rollout.timeline());
    Rollout.check(ended, outcome);
    stage.saw(
        "it took %d s and ended %s%s; %s"
            .formatted(
                Rollout.took(ended).toSeconds(),
                outcome,
                ended.message() == null ? "" : " because " + ended.message(),
                crowd.last()));
    return ended;
  }

  /**
   * Checks what holds after every rollout: nothing that was acknowledged is missing, everybody is
   * connected and up to date and was not away for long, and the objects are those of a fresh
   * install.
   */
  void check() {
    shares.draw(
        stage.settings().root().resolve("e2e/scenarios/target/e2e/%s.svg".formatted(fleet.name())));
    crowd.end();
    Crowd.Report report = crowd.last();
    stage.saw(report.toString());
    stage.took("the longest gap of a client", Duration.ofMillis(report.awayMs()), longestAway);
    must(report.movedMost() <= handOvers, "a client was handed over too often");
    must(report.dialledMost() <= mostDialled(), "too many dialled in one second");
    must(connectionsWereLost || report.lost() == 0, "connections were lost");
    must(putsWereRefused || report.refused() == 0, "puts were refused");
    MovedCrowd.check(stage, gunJs, GUN_JS);
    compareWithAFreshInstall();
  }

  /**
   * Who is told to leave within four seconds, twice: the moments of telling are not spread evenly.
   */
  private long mostDialled() {
    return Math.max(400, clients / 2);
  }

  private void must(boolean is, String otherwise) {
    if (!is) {
      throw new AssertionError(otherwise + ": " + crowd.last());
    }
  }

  private void compareWithAFreshInstall() {
    rollout.close();
    shares.close();
    fleet.awaitReady(2, TO_SETTLE);
    Map<String, String> left = likeness();
    GunRelayCluster fresh = new GunRelayCluster();
    fresh.getMetadata().setName(fleet.name());
    fresh.getMetadata().setNamespace(stage.namespace());
    fresh.setSpec(fleet.resource().getSpec());
    stage.kubectl("delete", "gunrelaycluster", fleet.name());
    new Owned(stage).awaitNothingLeftOf(fleet.name(), TO_SETTLE);
    stage.kubernetes().resource(fresh).create();
    fleet.awaitReady(2, TO_SETTLE);
    Map<String, String> wanted = likeness();
    if (!left.equals(wanted)) {
      throw new AssertionError(
          "the rollout left %s, and a fresh install makes %s".formatted(left, wanted));
    }
    stage.saw("%d objects are those of a fresh install".formatted(wanted.size()));
  }

  /** Whichever colour serves. */
  private Map<String, String> likeness() {
    Map<String, String> all = new TreeMap<>();
    new Owned(stage)
        .likenessOf(fleet)
        .forEach((name, text) -> all.put(uncoloured(name), uncoloured(text)));
    return all;
  }

  private static String uncoloured(String text) {
    return text.replaceAll("\\b(blue|green)\\b", "colour");
  }
}
