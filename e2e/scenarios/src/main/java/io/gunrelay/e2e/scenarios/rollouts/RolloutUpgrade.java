package io.gunrelay.e2e.scenarios.rollouts;

import io.gunrelay.api.v1alpha1.PastRolloutStatus;
import io.gunrelay.api.v1alpha1.RolloutOutcome;
import io.gunrelay.e2e.gunjs.GunJsCrowd;
import io.gunrelay.e2e.scenarios.clients.MovedCrowd;
import io.gunrelay.e2e.scenarios.stage.Fleet;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.time.Duration;
import java.util.List;

/** Another version takes over step by step, and back within the time that the former is kept. */
public final class RolloutUpgrade {
  static final String GATEWAY = "type: Gateway\nclassName: traefik\n";

  private static final int CLIENTS = 100;
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration TO_END = Duration.ofMinutes(3);
  private static final Duration LONGEST_AWAY = Duration.ofSeconds(3);
  private static final double DEVIATION = 2.01;

  private RolloutUpgrade() {}

  public static void byIngress(Stage stage) {
    tell(stage, "");
  }

  public static void byGateway(Stage stage) {
    tell(stage, GATEWAY);
  }

  private static void tell(Stage stage, String exposure) {
    Fleet fleet =
        Fleet.start(
            stage,
            "moved",
            exposure,
            """
            replicas: 2
            durability: Replicated
            regions:
            - name: west
            """
                + Rollout.STEPS);
    fleet.awaitReady(2);
    GunJsCrowd crowd = stage.crowd(stage.host(), CLIENTS);
    MovedCrowd.begin(crowd, PAUSE);
    Rollout rollout = Rollout.watch(stage, fleet);

    rollout.begin("0.1.1");
    PastRolloutStatus up = rollout.awaitEnd(1, TO_END);
    stage.saw("the rollout went so:" + rollout.timeline());
    Rollout.check(up, RolloutOutcome.Completed);
    check(rollout.sharesWhenJudged());
    stage.saw("it took %d s".formatted(Rollout.took(up).toSeconds()));

    rollout.begin(stage.settings().version());
    PastRolloutStatus back = rollout.awaitEnd(2, TO_END);
    Rollout.check(back, RolloutOutcome.Completed);
    stage.saw(
        "going back to the relays that were kept took %d s"
            .formatted(Rollout.took(back).toSeconds()));
    double longest = crowd.stats().awayMs().stream().mapToDouble(away -> away).max().orElse(0);
    MovedCrowd.check(stage, crowd, CLIENTS);
    stage.took("the longest gap of a client", Duration.ofMillis(Math.round(longest)), LONGEST_AWAY);
  }

  private static void check(List<Double> shares) {
    List<Double> wanted = List.of(10.0, 50.0, 100.0);
    for (int i = 0; i < wanted.size(); i++) {
      if (shares.size() <= i || Math.abs(shares.get(i) - wanted.get(i)) > DEVIATION) {
        throw new AssertionError("steps were judged with %s %% of the clients".formatted(shares));
      }
    }
  }
}
