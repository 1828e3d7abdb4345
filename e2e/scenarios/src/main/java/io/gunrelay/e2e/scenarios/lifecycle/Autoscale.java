package io.gunrelay.e2e.scenarios.lifecycle;

import io.gunrelay.e2e.scenarios.clients.BusyWriters;
import io.gunrelay.e2e.scenarios.stage.Await;
import io.gunrelay.e2e.scenarios.stage.Fleet;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.time.Duration;

/** The autoscaler of a region, with writes as its load. */
public final class Autoscale {
  private Autoscale() {}

  public static void tell(Stage stage) {
    Fleet fleet =
        Fleet.start(
            stage,
            "elastic",
            """
            resources:
              requests: {cpu: 100m, memory: 256Mi}
            regions:
            - name: west
              autoscaling: {minReplicas: 1, maxReplicas: 2, scaleDownWindowSeconds: 30}
            """);
    fleet.awaitReady(1);

    BusyWriters load = BusyWriters.start(stage);
    Await.until(
        "the load to add relays",
        Duration.ofSeconds(150),
        () -> fleet.pods().size() >= 2,
        () -> stage.kubectl("get", "hpa"));
    stage.saw(
        "%d relays under load: %s".formatted(fleet.pods().size(), stage.kubectl("get", "hpa")));

    load.end();
    fleet.awaitReady(1, Duration.ofSeconds(200));
    stage.saw("one relay is left when the load is over");
  }
}
