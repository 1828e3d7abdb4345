package io.gunrelay.e2e.scenarios;

import io.gunrelay.api.v1alpha1.PastRolloutStatus;
import io.gunrelay.api.v1alpha1.RolloutOutcome;
import io.gunrelay.api.v1alpha1.RolloutPhase;
import io.gunrelay.e2e.gunjs.GunJsCrowd;
import java.time.Duration;
import java.time.Instant;

/** A clean rollout and an abort under two thousand clients, with gun.js' own beside them. */
final class RolloutLoad {
  private static final int CLIENTS = 2_000;
  private static final int PUTS_PER_SECOND = 200;
  private static final int GUN_JS = 20;
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration TO_END = Duration.ofMinutes(4);
  private static final Duration CLEAN = Duration.ofSeconds(90);
  private static final Duration BACK = Duration.ofSeconds(10);
  private static final long LONGEST_AWAY_MS = 3_000;

  private RolloutLoad() {}

  static void tell(Stage stage) {
    Fleet fleet =
        Fleet.start(
            stage,
            "crowded",
            """
            replicas: 2
            regions:
            - name: west
            """
                + Rollout.STEPS);
    fleet.awaitReady(2);
    Crowd many = Crowd.start(stage, CLIENTS, PUTS_PER_SECOND);
    GunJsCrowd crowd = stage.crowd(stage.host(), GUN_JS);
    crowd.listen("news", "headline");
    crowd.write(PAUSE);
    Rollout rollout = Rollout.watch(stage, fleet);

    rollout.begin("0.1.1");
    PastRolloutStatus clean = rollout.awaitEnd(1, TO_END);
    stage.saw("the rollout went so:" + rollout.timeline());
    Rollout.check(clean, RolloutOutcome.Completed);
    Duration took =
        Duration.between(Instant.parse(clean.startedAt()), Instant.parse(clean.endedAt()));
    check(stage, many, "the rollout took %d s".formatted(took.toSeconds()));
    if (took.compareTo(CLEAN) > 0) {
      throw new AssertionError("that is longer than " + CLEAN);
    }

    rollout.begin("0.1.2");
    rollout.await(
        "to have moved half of the clients",
        TO_END,
        status ->
            status.phase() == RolloutPhase.Judging && Integer.valueOf(2).equals(status.step()));
    String revision = rollout.status().orElseThrow().revision();
    long beganNs = System.nanoTime();
    stage.kubectl("annotate", "gunrelaycluster/" + fleet.name(), "gunrelay.io/abort=" + revision);
    Rollout.check(rollout.awaitEnd(2, TO_END), RolloutOutcome.Aborted);
    Duration back = Duration.ofNanos(System.nanoTime() - beganNs);
    check(stage, many, "all clients were back %d ms after the abort".formatted(back.toMillis()));
    if (back.compareTo(BACK) > 0) {
      throw new AssertionError("that is longer than " + BACK);
    }
    MovedCrowd.check(stage, crowd, GUN_JS);
  }

  private static void check(Stage stage, Crowd many, String what) {
    Await.until(
        "all clients to be connected",
        Duration.ofSeconds(30),
        () -> many.last().open() == CLIENTS,
        () -> many.last().toString());
    Crowd.Report report = many.last();
    stage.saw(what + "; " + report);
    if (report.awayMs() > LONGEST_AWAY_MS) {
      throw new AssertionError("a client was away for %d ms".formatted(report.awayMs()));
    }
    if (report.lost() > 0 || report.refused() > 0) {
      throw new AssertionError("connections were lost, or puts refused: " + report);
    }
  }
}
