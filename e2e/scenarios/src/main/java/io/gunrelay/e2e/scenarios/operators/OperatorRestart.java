package io.gunrelay.e2e.scenarios.operators;

import io.gunrelay.e2e.scenarios.stage.Await;
import io.gunrelay.e2e.scenarios.stage.Fleet;
import io.gunrelay.e2e.scenarios.stage.Installation;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.time.Duration;
import java.util.Set;

/** The operator's memory is its status and the cluster: killing it loses nothing. */
public final class OperatorRestart {
  private OperatorRestart() {}

  public static void tell(Stage stage) {
    Fleet fleet =
        Fleet.start(
            stage,
            "steady",
            """
            replicas: 2
            regions:
            - name: west
            """);
    fleet.awaitReady(2);
    // A new operator takes up all fleets at once.
    Fleet other = startAnother(stage);
    new Reach(stage, fleet).check();
    new HandOver(stage, other).check();
    Set<String> before = fleet.uids();

    stage.kubectl("scale", "gunrelaycluster/steady", "--replicas=3");
    kill(stage);
    stage.saw("the operator was killed while it scaled the fleet");
    fleet.awaitReady(3, Duration.ofMinutes(2));
    if (!fleet.uids().containsAll(before)) {
      throw new AssertionError("relays were replaced though nothing about them had changed");
    }

    kill(stage);
    stage.kubectl("delete", "service", "steady-west");
    Await.until(
        "a Service that was deleted without an operator to be made again",
        Duration.ofMinutes(2),
        () ->
            stage
                    .kubernetes()
                    .services()
                    .inNamespace(stage.namespace())
                    .withName("steady-west")
                    .get()
                != null);
    fleet.awaitReady(3);
    stage.kubectl("scale", "gunrelaycluster/" + other.name(), "--replicas=0");
    other.awaitReady(0);
    stage.saw("a new operator went on from there");
  }

  private static Fleet startAnother(Stage stage) {
    stage.apply(
        """
        apiVersion: gunrelay.io/v1alpha1
        kind: GunRelayCluster
        metadata:
          name: other
        spec:
          version: %s
          image: %s
          replicas: 1
          regions:
          - name: west
        """
            .formatted(stage.settings().version(), stage.settings().relayImage()));
    Fleet other = new Fleet(stage, "other");
    other.awaitReady(1);
    return other;
  }

  private static void kill(Stage stage) {
    stage
        .kubernetes()
        .pods()
        .inNamespace(Installation.NAMESPACE)
        .withLabel("app.kubernetes.io/name", Installation.OPERATOR)
        .withGracePeriod(0)
        .delete();
  }
}
