package io.gunrelay.e2e.scenarios.failovers;

import io.gunrelay.api.v1alpha1.PastRolloutStatus;
import io.gunrelay.api.v1alpha1.RolloutOutcome;
import io.gunrelay.e2e.scenarios.rollouts.Rollout;
import io.gunrelay.e2e.scenarios.stage.Await;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.time.Duration;

/** A region dies in the middle of a rollout, with relays of both colours. */
public final class FailoverRollout {
  private static final Duration TO_COME = Duration.ofMinutes(4);
  private static final Duration TO_SWITCH = Duration.ofSeconds(60);
  private static final Duration AIM = Duration.ofSeconds(10);
  private static final Duration TO_END = Duration.ofMinutes(6);

  private FailoverRollout() {}

  public static void tell(Stage stage) {
    TwoRegions fleet =
        TwoRegions.start(
            stage,
            "rolling",
            stage.settings().relayImage(),
            "{holdDownSeconds: 10}",
            Rollout.STEPS.replace("{clients: 50}", "{clients: 50, holdSeconds: 20}")
                + "  keepPreviousSeconds: 5\n");
    String lost = fleet.withoutOperator();
    String other = fleet.otherThan(lost);
    Inhabitants clients = Inhabitants.settle(stage, fleet, lost, region -> fleet.address(other));
    Rollout rollout = Rollout.watch(stage, fleet.fleet());
    rollout.begin("0.1.1");
    rollout.awaitStep(2, TO_COME);
    stage.saw(fleet.fleet().line());

    fleet.fault("crash", "revive", lost);
    long crashedNs = System.nanoTime();
    stage.took(
        "from the crash until a client's write is acknowledged",
        clients.writer(lost).insist(),
        AIM);
    clients.awaitConnected(TO_SWITCH);
    stage.took(
        "until all clients are connected", Duration.ofNanos(System.nanoTime() - crashedNs), AIM);
    Await.until("a switch", TO_SWITCH, () -> !fleet.switches().isEmpty(), fleet.fleet()::line);
    stage.saw(fleet.switches().toString());
    stage.saw(fleet.fleet().line());

    fleet.mend("revive", lost);
    PastRolloutStatus ended = rollout.awaitEnd(1, TO_END);
    stage.saw("the rollout ended so: " + ended);
    stage.saw("it went so:" + rollout.timeline());
    Rollout.check(ended, RolloutOutcome.Completed);
    fleet.awaitHome(TO_END);
    clients.check();
    fleet.expectSwitches(1);
  }
}
