package io.gunrelay.e2e.scenarios.rollouts;

import io.gunrelay.api.v1alpha1.PastRolloutStatus;
import io.gunrelay.api.v1alpha1.RolloutOutcome;
import io.gunrelay.e2e.faults.agent.Fault;
import io.gunrelay.e2e.gunjs.GunJsCrowd;
import io.gunrelay.e2e.scenarios.clients.MovedCrowd;
import io.gunrelay.e2e.scenarios.stage.Await;
import io.gunrelay.e2e.scenarios.stage.Fleet;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.time.Duration;

/**
 * New relays that cannot come to be: the status says why while they are waited for, then they are
 * given up, and clients never hear of it. What is mended in time goes on.
 */
public final class RolloutObstacles {
  private static final int CLIENTS = 20;
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration TO_BE_SAID = Duration.ofSeconds(100);
  private static final Duration TO_END = Duration.ofMinutes(3);
  private static final String SPEC =
      """
      replicas: 1
      durability: Disk
      regions:
      - name: everywhere
      """
          + Rollout.STEPS
          + "  startDeadlineSeconds: 90\n  keepPreviousSeconds: 0\n";
  private static final String QUOTA =
      """
      apiVersion: v1
      kind: ResourceQuota
      metadata:
        name: pods
      spec:
        hard: {pods: "1"}
      """;

  private final Stage stage;
  private final Fleet fleet;
  private final Rollout rollout;
  private int ended;

  private RolloutObstacles(Stage stage, Fleet fleet) {
    this.stage = stage;
    this.fleet = fleet;
    this.rollout = Rollout.watch(stage, fleet);
  }

  public static void tell(Stage stage) {
    Fleet fleet = Fleet.start(stage, "obstructed", SPEC);
    GunJsCrowd crowd = stage.crowd(stage.host(), CLIENTS);
    MovedCrowd.begin(crowd, PAUSE);
    var obstacles = new RolloutObstacles(stage, fleet);

    obstacles.isGivenUp(
        "image: relay.invalid/relay:none", "image: " + stage.settings().relayImage(), "image");
    obstacles.isGivenUp(
        "resources: {requests: {cpu: \"1000\"}}", "resources: null", "no node takes");
    obstacles.isGivenUp(
        "image: " + stage.faultyRelay(Fault.UNREADY),
        "image: " + stage.settings().relayImage(),
        "this version never becomes ready");
    if (!crowd.stats().awayMs().isEmpty()) {
      throw new AssertionError("clients were moved: " + crowd.stats());
    }
    stage.saw("no client was moved");

    stage.apply(QUOTA);
    obstacles.rollout.begin("0.1.1");
    obstacles.awaitSaid("exceeded quota");
    stage.kubectl("delete", "resourcequota/pods");
    Rollout.check(obstacles.end(), RolloutOutcome.Completed);
    MovedCrowd.check(stage, crowd, CLIENTS);
    fleet.awaitReady(1);
  }

  /** Asks for what cannot be, and then for what there is. */
  private void isGivenUp(String lines, String back, String why) {
    rollout.change("version: 0.2.%d\n%s".formatted(ended, lines));
    awaitSaid(why);
    PastRolloutStatus past = end();
    Rollout.check(past, RolloutOutcome.Failed);
    if (!String.valueOf(past.message()).contains(why)) {
      throw new AssertionError("it was given up for another reason: " + past);
    }
    stage.saw("after %d s: %s".formatted(Rollout.took(past).toSeconds(), past.message()));
    rollout.change("version: %s\n%s".formatted(stage.settings().version(), back));
    fleet.awaitReady(1);
  }

  private void awaitSaid(String why) {
    Await.until(
        "the status to say: " + why, TO_BE_SAID, () -> fleet.line().contains(why), fleet::line);
    stage.saw(fleet.line());
  }

  private PastRolloutStatus end() {
    return rollout.awaitEnd(++ended, TO_END);
  }
}
