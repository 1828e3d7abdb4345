package io.gunrelay.e2e.scenarios.rollouts;

import io.fabric8.kubernetes.api.model.Node;
import io.gunrelay.api.v1alpha1.PastRolloutStatus;
import io.gunrelay.api.v1alpha1.RolloutOutcome;
import io.gunrelay.e2e.scenarios.stage.Await;
import io.gunrelay.e2e.scenarios.stage.Entry;
import io.gunrelay.e2e.scenarios.stage.Killer;
import io.gunrelay.e2e.scenarios.stage.Operators;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.time.Duration;
import java.util.List;

/** Rollouts while things die. */
public final class RolloutDisturbed {
  private static final int KILLS = 10;
  private static final Duration TO_COME = Duration.ofMinutes(4);
  private static final Duration TO_END = Duration.ofMinutes(6);

  private RolloutDisturbed() {}

  /** The operator that works is killed ten times, and each successor goes on. */
  public static void operatorKilled(Stage stage) {
    RolloutLoad load = RolloutLoad.start(stage, "headless", RolloutLoad.STEPS).handingOver(3);
    Operators operators = new Operators(stage);
    operators.awaitAll();
    load.rollout().begin("0.1.1");
    try (var killer = Killer.start(operators, KILLS, System.nanoTime())) {
      Await.until(
          "operators to be killed",
          TO_END,
          () -> !killer.isAtWork(),
          () -> killer.killed() + " were");
    }
    stage.saw("operators were killed %d times".formatted(KILLS));
    load.awaitEnd(1, RolloutOutcome.Completed);
    operators.awaitAll();
    load.check();
  }

  /** A node dies with relays of both colours, and comes back. */
  public static void nodeCrashed(Stage stage) {
    RolloutLoad load =
        RolloutLoad.staying(
                stage,
                "wounded",
                RolloutLoad.STEPS.replace("{clients: 50}", "{clients: 50, holdSeconds: 20}"))
            .losingConnections()
            .handingOver(5);
    List<Node> nodes = Entry.nodes(stage.kubernetes());
    // Clients enter by the first one.
    String name = nodes.getLast().getMetadata().getName();
    load.rollout().begin("0.1.1");
    load.rollout().awaitStep(2, TO_COME);
    stage.atEnd(() -> stage.fault("revive", name));
    stage.fault("crash", name);
    Await.until(
        "the rollout to see that relays are missing",
        TO_COME,
        () -> !load.fleet().isReady() || load.rollout().status().isEmpty(),
        load.fleet()::line);
    stage.saw(load.fleet().line());
    stage.fault("revive", name);
    PastRolloutStatus ended = load.rollout().awaitEnd(1, TO_END);
    stage.saw("it ended so: " + ended);
    if (ended.outcome() != RolloutOutcome.Completed) {
      // Relays that started again with their node may count against the version.
      load.rollout().begin(stage.settings().version());
    }
    load.fleet().awaitReady(2, TO_END);
    load.check();
  }
}
