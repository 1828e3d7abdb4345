package io.gunrelay.e2e.scenarios.rollouts;

import io.gunrelay.api.v1alpha1.RolloutOutcome;
import io.gunrelay.e2e.scenarios.stage.Fleet;
import io.gunrelay.e2e.scenarios.stage.Installation;
import io.gunrelay.e2e.scenarios.stage.Kubectl;
import io.gunrelay.e2e.scenarios.stage.Operators;
import io.gunrelay.e2e.scenarios.stage.Shell;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.time.Duration;

/**
 * A webhook that the operator asks says no. It is a port that refuses each POST with 4xx: the
 * relays' own.
 */
public final class RolloutWebhook {
  private static final String SETTING = "GUNRELAY_ALLOWED_WEBHOOKS";
  private static final Duration TO_END = Duration.ofMinutes(4);

  private RolloutWebhook() {}

  public static void saysNo(Stage stage) {
    allow("*.{namespace}.svc:8765");
    try {
      tell(stage);
    } finally {
      allow("");
    }
  }

  private static void tell(Stage stage) {
    new Operators(stage).awaitAll();
    Fleet fleet =
        Fleet.start(
            stage,
            "judged",
            """
            replicas: 1
            regions:
            - name: everywhere
            rollout:
              steps: [{clients: 50}, {clients: 100}]
              analysis:
                intervalSeconds: 5
                minClients: 0
                failedIntervals: 1
                webhooks:
                - {name: no-sayer, url: "http://judged-everywhere.%s.svc:8765/verdict"}
            """
                .formatted(stage.namespace()));
    fleet.awaitReady(1);
    try (Rollout rollout = Rollout.watch(stage, fleet)) {
      rollout.begin("0.1.1");
      var ended = rollout.awaitEnd(1, TO_END);
      Rollout.check(ended, RolloutOutcome.Failed);
      if (ended.message() == null || !ended.message().contains("webhook no-sayer")) {
        throw new AssertionError("it went back for another reason: " + ended.message());
      }
      stage.saw("it went back because " + ended.message());
    }
  }

  /** The operators start anew with it. */
  private static void allow(String hosts) {
    Shell.feed(
        "",
        Kubectl.command(
            Installation.NAMESPACE,
            "set",
            "env",
            "deployment/" + Installation.OPERATOR,
            SETTING + (hosts.isEmpty() ? "-" : "=" + hosts)));
    Installation.awaitRolledOut();
  }
}
