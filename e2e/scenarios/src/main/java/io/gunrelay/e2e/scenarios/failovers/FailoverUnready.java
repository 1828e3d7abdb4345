package io.gunrelay.e2e.scenarios.failovers;

import io.gunrelay.api.v1alpha1.SwitchStatus;
import io.gunrelay.e2e.faults.agent.Fault;
import io.gunrelay.e2e.scenarios.stage.Await;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.time.Duration;

/**
 * All relays of a region say for long that they take no clients: new ones are led elsewhere within
 * seconds, those that are connected after half a minute, and all come home.
 */
public final class FailoverUnready {
  private static final Duration TO_LEAD = Duration.ofSeconds(10);
  private static final Duration TO_SWITCH = Duration.ofSeconds(60);
  private static final Duration AIM = Duration.ofSeconds(35);
  private static final Duration TO_RETURN = Duration.ofMinutes(2);

  private FailoverUnready() {}

  public static void tell(Stage stage) {
    TwoRegions fleet =
        TwoRegions.start(
            stage, "moody", stage.faultyRelay(Fault.MOODY), "{holdDownSeconds: 10}", "");
    String lost = fleet.withoutOperator();
    String other = fleet.otherThan(lost);
    Inhabitants clients = Inhabitants.settle(stage, fleet, lost);
    Dialler dialler = Dialler.start(fleet.host(lost), fleet.address(lost));
    stage.atEnd(dialler);
    Await.until("dials to succeed", TO_LEAD, () -> dialler.opened() > 3);

    Moods.sulk(fleet, lost);
    long unreadyNs = System.nanoTime();
    stage.saw("no relay of %s takes clients".formatted(lost));
    clients.writer(lost).write(20);
    Await.until(
        "a switch", TO_SWITCH, () -> !fleet.switches().isEmpty(), () -> fleet.message(lost));
    stage.took(
        "from the last relay's readiness to the switch",
        Duration.ofNanos(System.nanoTime() - unreadyNs),
        AIM);
    stage.took(
        "until new connections went to %s, %d dials having failed"
            .formatted(other, dialler.failed()),
        Duration.ofNanos(Math.max(0, dialler.lastFailedNs() - unreadyNs)),
        TO_LEAD);
    SwitchStatus made = fleet.switches().getFirst();
    stage.saw(made.toString());
    Await.until(
        "all clients to be in " + other,
        TO_SWITCH,
        () -> fleet.clients(lost) == 0,
        () -> fleet.fleet().line());
    clients.awaitConnected(TO_SWITCH);
    stage.saw("all clients are in " + other);
    clients.writer(lost).write(20);

    Moods.cheerUp(fleet, lost);
    fleet.awaitHome(TO_RETURN);
    stage.saw("%s serves its clients again".formatted(lost));
    clients.check();
    fleet.expectSwitches(1);
  }
}
