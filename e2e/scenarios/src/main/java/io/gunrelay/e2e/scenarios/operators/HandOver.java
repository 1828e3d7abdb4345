package io.gunrelay.e2e.scenarios.operators;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.gunrelay.e2e.scenarios.stage.Await;
import io.gunrelay.e2e.scenarios.stage.Fleet;
import io.gunrelay.e2e.scenarios.stage.Operators;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.time.Duration;
import java.util.function.ToLongFunction;

/** From the end of the operator that works to the first write of its successor. */
final class HandOver {
  private static final Duration AIM = Duration.ofSeconds(5);

  private final Stage stage;
  private final Operators operators;
  private final Fleet fleet;

  HandOver(Stage stage, Fleet fleet) {
    this.stage = stage;
    this.operators = new Operators(stage);
    this.fleet = fleet;
  }

  void check() {
    operators.awaitAll();
    Duration killed = measure(operators::kill, 0);
    operators.awaitAll();
    Duration stopped = measure(operators::stop, 1);
    operators.awaitAll();
    stage.took("from a SIGKILL until the other operator went on", killed, AIM);
    stage.took("from an orderly stop until the other operator went on", stopped, AIM);
  }

  /** Changes the spec at the same moment, and waits for the Deployment to follow. */
  private Duration measure(ToLongFunction<Pod> end, int replicas) {
    Pod leader = operators.leader().orElseThrow();
    long beganNs = end.applyAsLong(leader);
    stage.kubectl("scale", "gunrelaycluster/" + fleet.name(), "--replicas=" + replicas);
    Await.until(
        "another operator to work",
        Duration.ofMinutes(1),
        () ->
            deployment().getSpec().getReplicas() == replicas
                && !operators.holder().startsWith(leader.getMetadata().getName()));
    return Duration.ofNanos(System.nanoTime() - beganNs);
  }

  private Deployment deployment() {
    return stage
        .kubernetes()
        .resources(Deployment.class)
        .inNamespace(stage.namespace())
        .withName(fleet.name() + "-west-blue")
        .require();
  }
}
