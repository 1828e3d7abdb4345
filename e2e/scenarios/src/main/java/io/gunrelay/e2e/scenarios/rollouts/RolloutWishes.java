package io.gunrelay.e2e.scenarios.rollouts;

import io.gunrelay.api.v1alpha1.PastRolloutStatus;
import io.gunrelay.api.v1alpha1.RolloutOutcome;
import io.gunrelay.e2e.scenarios.stage.Await;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.time.Duration;

/** Rollouts that somebody wants, and wants otherwise. */
public final class RolloutWishes {
  private static final Duration TO_COME = Duration.ofMinutes(4);
  private static final Duration CLEAN = Duration.ofSeconds(90);

  /** One second, and what kubectl takes to write the annotation. */
  private static final Duration LED = Duration.ofMillis(2_500);

  private static final Duration BACK = Duration.ofSeconds(10);

  private RolloutWishes() {}

  /** Nothing is amiss, and then somebody changes their mind half way. */
  public static void cleanAndAborted(Stage stage) {
    RolloutLoad load = RolloutLoad.start(stage, "crowded", RolloutLoad.STEPS).handingOver(3);
    Rollout rollout = load.rollout();
    rollout.begin("0.1.1");
    PastRolloutStatus clean = load.awaitEnd(1, RolloutOutcome.Completed);
    Duration took = Rollout.took(clean);
    load.fleet().awaitReady(2);

    rollout.begin("0.1.2");
    rollout.awaitStep(2, TO_COME);
    long beganNs = System.nanoTime();
    rollout.annotate("gunrelay.io/abort");
    Await.until(
        "new connections to go to the former relays alone",
        TO_COME,
        () -> EntrySlices.colours(stage).size() == 1);
    Duration led = Duration.ofNanos(System.nanoTime() - beganNs);
    Rollout.check(rollout.awaitEnd(2, TO_COME), RolloutOutcome.Aborted);
    Duration back = Duration.ofNanos(System.nanoTime() - beganNs);
    stage.took("the clean rollout", took, CLEAN);
    stage.took("from the abort until all who connect went to the former relays", led, LED);
    stage.took("from the abort until all clients were back", back, BACK);
    rollout.begin("0.1.1");
    load.check();
  }

  /** Settings that take new pods go the same way as versions. */
  public static void config(Stage stage) {
    RolloutLoad load = RolloutLoad.start(stage, "configured", RolloutLoad.STEPS);
    load.rollout().change("resources: {requests: {cpu: 300m}}");
    load.awaitEnd(1, RolloutOutcome.Completed);
    load.check();
  }

  /** The newest wins. */
  public static void changed(Stage stage) {
    RolloutLoad load = RolloutLoad.start(stage, "changed", RolloutLoad.STEPS).handingOver(5);
    Rollout rollout = load.rollout();
    rollout.begin("0.1.1");
    rollout.awaitStep(1, TO_COME);
    rollout.begin("0.1.2");
    rollout.awaitEndOf("0.1.1", RolloutOutcome.Superseded, TO_COME);
    rollout.awaitStep(2, TO_COME);
    rollout.begin("0.1.3");
    load.awaitEnd(3, RolloutOutcome.Completed);
    rollout.awaitEndOf("0.1.2", RolloutOutcome.Superseded, TO_COME);
    load.check();
  }

  /** Nobody waits for holds. */
  public static void promoted(Stage stage) {
    RolloutLoad load =
        RolloutLoad.start(
            stage,
            "promoted",
            RolloutLoad.STEPS
                .replace("{clients: 10}", "{clients: 10, holdSeconds: 3600}")
                .replace("{clients: 50}", "{clients: 50, manual: true}"));
    Rollout rollout = load.rollout();
    rollout.begin("0.1.1");
    rollout.awaitStep(1, TO_COME);
    rollout.annotate("gunrelay.io/promote");
    load.awaitEnd(1, RolloutOutcome.Completed);
    load.check();
  }
}
