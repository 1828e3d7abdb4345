package io.gunrelay.e2e.scenarios.rollouts;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.gunrelay.api.v1alpha1.RolloutOutcome;
import io.gunrelay.e2e.gunjs.GunJsCrowd;
import io.gunrelay.e2e.scenarios.clients.BusyWriters;
import io.gunrelay.e2e.scenarios.clients.MovedCrowd;
import io.gunrelay.e2e.scenarios.stage.Await;
import io.gunrelay.e2e.scenarios.stage.Fleet;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * A rollout while load keeps the autoscaler above its minimum: the new relays are as many as the
 * load has made of the former ones, and neither set is ever smaller than what its clients need.
 */
public final class RolloutAutoscaled {
  private static final int CLIENTS = 20;
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration TO_GROW = Duration.ofSeconds(150);
  private static final Duration TO_END = Duration.ofMinutes(5);
  private static final Duration TO_SHRINK = Duration.ofMinutes(4);

  private RolloutAutoscaled() {}

  public static void tell(Stage stage) {
    Fleet fleet =
        Fleet.start(
            stage,
            "growing",
            """
            durability: Disk
            resources:
              requests: {cpu: 100m, memory: 256Mi}
            regions:
            - name: west
              autoscaling: {minReplicas: 1, maxReplicas: 2, scaleDownWindowSeconds: 30}
            """
                + Rollout.STEPS
                + "  keepPreviousSeconds: 0\n");
    fleet.awaitReady(1);
    GunJsCrowd crowd = stage.crowd(stage.host(), CLIENTS);
    MovedCrowd.begin(crowd, PAUSE);
    BusyWriters load = BusyWriters.start(stage);
    Await.until(
        "the load to add relays",
        TO_GROW,
        () -> fleet.isReady() && fleet.pods().size() >= 2,
        () -> stage.kubectl("get", "hpa"));
    Rollout rollout = Rollout.watch(stage, fleet);

    rollout.begin("0.1.1");
    rollout.awaitStep(2, TO_END);
    Map<String, Integer> both = byColour(fleet);
    stage.saw("at half of the clients there are relays by colour: %s".formatted(both));
    if (both.size() != 2 || !both.values().stream().allMatch(count -> count == 2)) {
      throw new AssertionError("two relays of each colour were to be there: " + both);
    }
    if (autoscalers(stage) != 2) {
      throw new AssertionError("each colour was to have an autoscaler");
    }
    Rollout.check(rollout.awaitEnd(1, TO_END), RolloutOutcome.Completed);
    stage.saw("the rollout went so:" + rollout.timeline());
    Await.until("one autoscaler to be left", TO_END, () -> autoscalers(stage) == 1);

    load.end();
    // What these write is load, too, for relays that ask for so little.
    MovedCrowd.check(stage, crowd, CLIENTS);
    fleet.awaitReady(1, TO_SHRINK);
    stage.saw("one relay is left when the load is over");
  }

  private static Map<String, Integer> byColour(Fleet fleet) {
    Map<String, Integer> counts = new TreeMap<>();
    for (Pod pod : fleet.pods()) {
      String colour = pod.getMetadata().getLabels().getOrDefault("gunrelay.io/colour", "none");
      counts.merge(colour, 1, Integer::sum);
    }
    return counts;
  }

  private static int autoscalers(Stage stage) {
    return stage
        .kubernetes()
        .resources(HorizontalPodAutoscaler.class)
        .inNamespace(stage.namespace())
        .list()
        .getItems()
        .size();
  }
}
