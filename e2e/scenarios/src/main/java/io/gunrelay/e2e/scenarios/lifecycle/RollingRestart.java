package io.gunrelay.e2e.scenarios.lifecycle;

import io.gunrelay.e2e.gunjs.GunJsCrowd;
import io.gunrelay.e2e.scenarios.clients.MovedCrowd;
import io.gunrelay.e2e.scenarios.stage.Await;
import io.gunrelay.e2e.scenarios.stage.Fleet;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** Every relay is replaced, as by another version, under clients that write all the time. */
public final class RollingRestart {
  private static final int CLIENTS = 40;
  private static final Duration PAUSE = Duration.ofMillis(250);

  private RollingRestart() {}

  public static void tell(Stage stage) {
    Fleet fleet =
        Fleet.start(
            stage,
            "rolled",
            """
            replicas: 2
            regions:
            - name: west
            """);
    fleet.awaitReady(2);
    GunJsCrowd crowd = stage.crowd(stage.host(), CLIENTS);
    MovedCrowd.begin(crowd, PAUSE);
    Set<String> before = fleet.podNames();

    stage.kubectl("rollout", "restart", "deployment/rolled-west-blue");
    stage.kubectl("rollout", "status", "deployment/rolled-west-blue", "--timeout=180s");
    Await.until(
        "the former relays to be gone",
        Duration.ofMinutes(2),
        () -> {
          Set<String> left = new HashSet<>(before);
          left.retainAll(fleet.podNames());
          return left.isEmpty();
        },
        () -> "There are " + fleet.podNames());
    fleet.awaitReady(2);

    MovedCrowd.check(stage, crowd, CLIENTS);
  }
}
