package io.gunrelay.e2e.scenarios.rollouts;

import io.gunrelay.e2e.gunjs.GunJsCrowd;
import io.gunrelay.e2e.scenarios.clients.MovedCrowd;
import io.gunrelay.e2e.scenarios.stage.Await;
import io.gunrelay.e2e.scenarios.stage.Fleet;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;

/**
 * Relays with volumes are replaced one by one, and then one's node is drained: in both cases their
 * clients are handed over, and who comes back has caught up before it takes any.
 */
public final class RolloutRolling {
  private static final int CLIENTS = 60;
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final Duration TO_END = Duration.ofMinutes(4);
  private static final String NEXT = "0.1.1";

  private RolloutRolling() {}

  public static void tell(Stage stage) {
    Fleet fleet =
        Fleet.start(
            stage,
            "rolling",
            """
            replicas: 2
            durability: Replicated
            whenAlone: Acknowledge
            storage: {type: PersistentVolume, size: 1Gi}
            regions:
            - name: west
            """);
    fleet.awaitReady(2, TO_END);
    GunJsCrowd crowd = stage.crowd(stage.host(), CLIENTS);
    MovedCrowd.begin(crowd, PAUSE);

    Set<String> before = fleet.uids();
    fleet.change("version: " + NEXT);
    Await.until(
        "the former relays to be gone",
        TO_END,
        () -> Collections.disjoint(before, fleet.uids()),
        fleet::line);
    fleet.awaitReady(2, TO_END);
    stage.saw("both relays were replaced, one by one");

    String node = fleet.pods().getFirst().getSpec().getNodeName();
    try {
      stage.kubectl(
          "drain",
          node,
          "--ignore-daemonsets",
          "--delete-emptydir-data",
          "--pod-selector=gunrelay.io/cluster=" + fleet.name(),
          "--timeout=180s");
      stage.saw("node " + node + " was drained");
    } finally {
      stage.kubectl("uncordon", node);
    }
    fleet.awaitReady(2, TO_END);
    MovedCrowd.check(stage, crowd, CLIENTS);
  }
}
