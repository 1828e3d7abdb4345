package io.gunrelay.e2e.scenarios.rollouts;

import io.gunrelay.api.v1alpha1.PastRolloutStatus;
import io.gunrelay.api.v1alpha1.RolloutOutcome;
import io.gunrelay.api.v1alpha1.RolloutRegionStatus;
import io.gunrelay.api.v1alpha1.RolloutStatus;
import io.gunrelay.e2e.faults.agent.Fault;
import io.gunrelay.e2e.gunjs.GunJsCrowd;
import io.gunrelay.e2e.scenarios.clients.MovedCrowd;
import io.gunrelay.e2e.scenarios.stage.Fleet;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Two regions with clients of their own: the canary region is judged by itself, and the other is
 * begun with when it is through.
 */
public final class RolloutRegions {
  private static final int CLIENTS = 30;
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration TO_END = Duration.ofMinutes(4);
  private static final String CANARY = "second";
  private static final String OTHER = "first";

  private RolloutRegions() {}

  public static void tell(Stage stage) {
    Fleet fleet =
        Fleet.start(
            stage,
            "regional",
            """
            replicas: 1
            durability: Disk
            regions:
            - {name: %1$s, host: %1$s.%3$s}
            - {name: %2$s, host: %2$s.%3$s}
            """
                    .formatted(OTHER, CANARY, stage.host())
                + Rollout.STEPS
                + "  keepPreviousSeconds: 0\n  canaryRegion: "
                + CANARY);
    fleet.awaitReady(2);
    GunJsCrowd canaries = crowd(stage, CANARY);
    GunJsCrowd others = crowd(stage, OTHER);
    Rollout rollout = Rollout.watch(stage, fleet);

    Set<String> untouched = uids(fleet, OTHER);
    rollout.begin("0.1.1", stage.faultyRelay(Fault.REJECT));
    PastRolloutStatus failed = rollout.awaitEnd(1, TO_END);
    Rollout.check(failed, RolloutOutcome.Failed);
    stage.saw("it ended so: " + failed.message());
    if (!uids(fleet, OTHER).equals(untouched) || !others.stats().awayMs().isEmpty()) {
      throw new AssertionError("the other region noticed it: " + others.stats());
    }

    rollout.begin("0.1.2", stage.settings().relayImage());
    rollout.await("to begin with the canary region", TO_END, status -> has(status, CANARY, 1));
    if (rollout.status().filter(status -> has(status, OTHER, 1)).isPresent()) {
      throw new AssertionError("the other region was begun with too: " + rollout.status());
    }
    rollout.await(
        "to come to the other region",
        TO_END,
        status -> has(status, CANARY, CLIENTS) && has(status, OTHER, 1));
    stage.saw("the other region is begun with when the canary region is through");
    Rollout.check(rollout.awaitEnd(2, TO_END), RolloutOutcome.Completed);
    fleet.awaitReady(2);
    MovedCrowd.check(stage, canaries, CLIENTS);
    MovedCrowd.check(stage, others, CLIENTS);
  }

  private static GunJsCrowd crowd(Stage stage, String region) {
    GunJsCrowd crowd = stage.crowd(region + "." + stage.host(), CLIENTS);
    MovedCrowd.begin(crowd, PAUSE);
    return crowd;
  }

  private static boolean has(RolloutStatus status, String region, long clients) {
    List<RolloutRegionStatus> regions = status.regions();
    return regions != null
        && regions.stream()
            .filter(one -> one.name().equals(region))
            .map(RolloutRegionStatus::clients)
            .anyMatch(count -> count != null && count >= clients);
  }

  private static Set<String> uids(Fleet fleet, String region) {
    return fleet.pods().stream()
        .filter(pod -> region.equals(pod.getMetadata().getLabels().get("gunrelay.io/region")))
        .map(pod -> pod.getMetadata().getUid())
        .collect(Collectors.toSet());
  }
}
