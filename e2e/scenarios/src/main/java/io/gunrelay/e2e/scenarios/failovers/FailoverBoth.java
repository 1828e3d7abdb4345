package io.gunrelay.e2e.scenarios.failovers;

import io.gunrelay.api.v1alpha1.FailoverPhase;
import io.gunrelay.e2e.faults.agent.Fault;
import io.gunrelay.e2e.scenarios.stage.Await;
import io.gunrelay.e2e.scenarios.stage.LocalPod;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.time.Duration;

/** Nobody is led to a region that is no better than its own. */
public final class FailoverBoth {
  private static final Duration APART = Duration.ofSeconds(10);
  private static final Duration LENGTH = Duration.ofSeconds(20);
  private static final Duration FROZEN = Duration.ofSeconds(12);
  private static final Duration TO_CONFIRM = Duration.ofSeconds(60);
  private static final Duration TO_RETURN = Duration.ofMinutes(3);

  private FailoverBoth() {}

  public static void tell(Stage stage) {
    TwoRegions fleet =
        TwoRegions.start(
            stage, "worse", stage.faultyRelay(Fault.MOODY), "{holdDownSeconds: 10}", "");
    String one = fleet.withoutOperator();
    String other = fleet.otherThan(one);
    Inhabitants clients = Inhabitants.settle(stage, fleet, one);

    Moods.sulk(fleet, one);
    Pause.of(APART);
    Moods.sulk(fleet, other);
    stage.saw("no relay of either region takes clients");
    for (String region : fleet.names()) {
      fleet.awaitPhase(region, FailoverPhase.Confirmed, TO_CONFIRM);
    }
    Pause.of(LENGTH);
    for (String region : fleet.names()) {
      stage.saw("%s: %s".formatted(region, fleet.message(region)));
    }
    stage.saw(fleet.fleet().line());
    fleet.expectSwitches(0);
    clients.writer(one).write(20);
    clients.writer(other).write(20);
    stage.saw("who is connected is served still");
    Moods.cheerUp(fleet, other);
    Await.until(
        "clients of %s to be led to %s, which is up".formatted(one, other),
        TO_CONFIRM,
        () -> !fleet.switches().isEmpty(),
        () -> fleet.message(one));
    stage.saw(fleet.switches().toString());
    Moods.cheerUp(fleet, one);
    fleet.awaitHome(TO_RETURN);
    fleet.expectSwitches(1);

    for (String region : fleet.names()) {
      fleet
          .relays(region)
          .forEach(pod -> {
            stage.atEnd(() -> LocalPod.signal(pod, "CONT"));
            LocalPod.signal(pod, "STOP");
          });
    }
    stage.saw("all relays of both regions stand still");
    Pause.of(FROZEN);
    stage.saw(fleet.fleet().line());
    for (String region : fleet.names()) {
      stage.saw("%s: %s".formatted(region, fleet.region(region)));
      fleet.relays(region).forEach(pod -> LocalPod.signal(pod, "CONT"));
    }
    for (String region : fleet.names()) {
      stage.saw(
          "a write in %s is acknowledged after %d ms"
              .formatted(region, clients.writer(region).insist().toMillis()));
    }
    fleet.awaitHome(TO_RETURN);
    clients.check();
    fleet.expectSwitches(1);
  }
}
