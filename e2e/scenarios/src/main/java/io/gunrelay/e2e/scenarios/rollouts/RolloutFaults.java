package io.gunrelay.e2e.scenarios.rollouts;

import io.gunrelay.api.v1alpha1.PastRolloutStatus;
import io.gunrelay.api.v1alpha1.RolloutOutcome;
import io.gunrelay.e2e.faults.agent.Fault;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Versions that are no good: clients go back, and nobody notices much. */
public final class RolloutFaults {
  private static final String FAULTY = "0.1.1";
  private static final int FROM_GIT_SECONDS = 2;
  private static final Duration LATCHED = Duration.ofSeconds(20);

  /** There and back. */
  private static final int BOTH_WAYS = 2;

  private RolloutFaults() {}

  /** It ends after about a minute of service. */
  public static void crash(Stage stage) {
    String image = stage.faultyRelay(Fault.CRASH);
    RolloutLoad load =
        RolloutLoad.small(
                stage,
                "crashing",
                RolloutLoad.STEPS.replace("{clients: 10}", "{clients: 10, holdSeconds: 60}"))
            .losingConnections()
            .stayingAwayLonger()
            .handingOver(BOTH_WAYS);
    load.rollout().begin(FAULTY, image);
    PastRolloutStatus ended = load.awaitEnd(1, RolloutOutcome.Failed);
    expect(ended, "restarts of the new relays", "no relay of it is ready");
    giveUp(stage, load);
    load.check();
  }

  public static void slow(Stage stage) {
    String image = stage.faultyRelay(Fault.SLOW);
    RolloutLoad load = RolloutLoad.start(stage, "slow", RolloutLoad.STEPS).handingOver(BOTH_WAYS);
    load.rollout().begin(FAULTY, image);
    expect(load.awaitEnd(1, RolloutOutcome.Failed), "latency p50");
    giveUp(stage, load);
    load.check();
  }

  /** And Git, which asks for it all the time, does not start it again. */
  public static void reject(Stage stage) throws InterruptedException {
    String image = stage.faultyRelay(Fault.REJECT);
    RolloutLoad load =
        RolloutLoad.start(stage, "rejecting", RolloutLoad.STEPS)
            .refusingPuts()
            .handingOver(BOTH_WAYS);
    Rollout rollout = load.rollout();
    try (var git = Executors.newSingleThreadScheduledExecutor()) {
      var again =
          git.scheduleWithFixedDelay(
              () -> rollout.begin(FAULTY, image), 0, FROM_GIT_SECONDS, TimeUnit.SECONDS);
      expect(load.awaitEnd(1, RolloutOutcome.Failed), "refused puts");
      Thread.sleep(LATCHED.toMillis());
      if (rollout.status().isPresent() || rollout.past().size() != 1) {
        throw new AssertionError("the same spec began it again: " + load.fleet().line());
      }
      stage.saw(load.fleet().line());
      again.cancel(true);
    }
    giveUp(stage, load);
    load.check();
  }

  /** Asks for what there is. */
  private static void giveUp(Stage stage, RolloutLoad load) {
    load.rollout().begin(stage.settings().version(), stage.settings().relayImage());
  }

  private static void expect(PastRolloutStatus ended, String... reasons) {
    String message = String.valueOf(ended.message());
    for (String reason : reasons) {
      if (message.contains(reason)) {
        return;
      }
    }
    throw new AssertionError("it went back for another reason: " + message);
  }
}
