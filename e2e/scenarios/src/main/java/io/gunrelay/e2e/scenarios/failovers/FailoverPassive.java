package io.gunrelay.e2e.scenarios.failovers;

import io.gunrelay.e2e.scenarios.stage.Await;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.time.Duration;
import java.time.Instant;

/** One region serves all clients; it dies, another one does, and it serves again when it may. */
public final class FailoverPassive {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration AIM = Duration.ofSeconds(10);
  private static final Duration TO_RETURN = Duration.ofMinutes(3);
  private static final Duration HOLD_DOWN = Duration.ofSeconds(20);

  private FailoverPassive() {}

  public static void tell(Stage stage) {
    TwoRegions fleet =
        TwoRegions.start(
            stage,
            "single",
            "{strategy: ActivePassive, holdDownSeconds: %d}".formatted(HOLD_DOWN.toSeconds()));
    Await.until("a region to be active", SOON, () -> fleet.active().isPresent());
    String active = fleet.active().orElseThrow();
    String passive = fleet.otherThan(active);
    stage.saw("%s is active, the operator works in %s".formatted(active, fleet.regionOfLeader()));
    OneActive one = OneActive.watch(fleet);
    stage.atEnd(one);
    Inhabitants clients =
        Inhabitants.settle(stage, fleet, active, region -> fleet.address(passive));
    awaitNoneIn(fleet, passive);
    stage.saw("clients of both hosts are in " + active);

    fleet.fault("crash", "revive", active);
    long crashedNs = System.nanoTime();
    Instant crashed = Instant.now();
    stage.took(
        "from the crash until a client's write is acknowledged",
        clients.writer(active).insist(),
        AIM);
    clients.writer(passive).insist();
    clients.awaitConnected(SOON);
    stage.took(
        "until all clients are connected", Duration.ofNanos(System.nanoTime() - crashedNs), AIM);
    Await.until("a switch", SOON, () -> fleet.active().filter(passive::equals).isPresent());
    stage.saw(fleet.switches().toString());
    clients.writer(active).write(20);

    fleet.mend("revive", active);
    long revivedNs = System.nanoTime();
    Await.until(
        active + " to serve again",
        TO_RETURN,
        () -> fleet.active().filter(active::equals).isPresent(),
        () -> fleet.message(active));
    Duration away = Duration.ofNanos(System.nanoTime() - revivedNs);
    stage.saw(
        "%s serves again %d s after its node was started".formatted(active, away.toSeconds()));
    if (away.compareTo(HOLD_DOWN) < 0) {
      throw new AssertionError("it was not watched for " + HOLD_DOWN);
    }
    fleet.awaitHome(TO_RETURN);
    awaitNoneIn(fleet, passive);
    clients.check();
    fleet.expectSwitches(1);
    stage.saw("served: " + one.changes());
    one.expect(active, passive, active);
    OneActive.checkFences(stage, active, passive, crashed);
  }

  private static void awaitNoneIn(TwoRegions fleet, String passive) {
    Await.until(
        "no client to be in " + passive,
        SOON,
        () -> fleet.clients(passive) == 0,
        () -> fleet.fleet().line() + "; it has " + fleet.clients(passive));
  }
}
