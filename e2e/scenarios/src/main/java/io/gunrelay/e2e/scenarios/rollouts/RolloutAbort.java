package io.gunrelay.e2e.scenarios.rollouts;

import io.gunrelay.api.v1alpha1.RolloutOutcome;
import io.gunrelay.api.v1alpha1.RolloutPhase;
import io.gunrelay.e2e.gunjs.GunJsCrowd;
import io.gunrelay.e2e.scenarios.clients.MovedCrowd;
import io.gunrelay.e2e.scenarios.stage.Await;
import io.gunrelay.e2e.scenarios.stage.Fleet;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.time.Duration;

/**
 * A rollout by the Gateway's weights is aborted half way: clients go back at once, and Git does not
 * start it again.
 */
public final class RolloutAbort {
  private static final int CLIENTS = 100;
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration TO_END = Duration.ofMinutes(2);
  private static final Duration BACK = Duration.ofSeconds(10);

  private RolloutAbort() {}

  public static void tell(Stage stage) {
    Fleet fleet =
        Fleet.start(
            stage,
            "aborted",
            RolloutUpgrade.GATEWAY,
            """
            replicas: 2
            durability: Replicated
            regions:
            - name: west
            rollout:
              steps: [{clients: 50, manual: true}, {clients: 100}]
              analysis: {intervalSeconds: 5, minClients: 0}
            """);
    fleet.awaitReady(2);
    GunJsCrowd crowd = stage.crowd(stage.host(), CLIENTS);
    MovedCrowd.begin(crowd, PAUSE);
    Rollout rollout = Rollout.watch(stage, fleet);

    rollout.begin("0.1.1");
    rollout.await(
        "to wait for an approval",
        TO_END,
        status ->
            status.phase() == RolloutPhase.Judging
                && String.valueOf(status.message()).contains("gunrelay.io/promote"));
    long beganNs = System.nanoTime();
    rollout.annotate("gunrelay.io/abort");
    Rollout.check(rollout.awaitEnd(1, TO_END), RolloutOutcome.Aborted);
    Duration back = Duration.ofNanos(System.nanoTime() - beganNs);
    stage.saw("the rollout went so:" + rollout.timeline());
    stage.took("from the abort until all clients were back", back, BACK);

    stage.kubectl("annotate", "gunrelaycluster/" + fleet.name(), "gunrelay.io/abort-");
    rollout.begin("0.1.1");
    Await.until(
        "the reason to be told",
        BACK,
        () -> fleet.line().contains("is not tried again until spec asks for another one"),
        fleet::line);
    if (rollout.status().isPresent() || rollout.past().size() != 1) {
      throw new AssertionError("the same spec began it again: " + fleet.line());
    }
    stage.saw(fleet.line());
    MovedCrowd.check(stage, crowd, CLIENTS);
    fleet.awaitReady(2);
  }
}
