package io.gunrelay.e2e.scenarios;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Duration;
import java.util.function.ToLongFunction;

/** From the end of the operator that works to the first write of its successor. */
final class HandOver {
  private static final Duration AFTER_A_KILL = Duration.ofSeconds(5);
  private static final Duration AFTER_A_STOP = Duration.ofSeconds(5);

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
    long killed = measure(operators::kill, AFTER_A_KILL, 0);
    operators.awaitAll();
    long stopped = measure(operators::stop, AFTER_A_STOP, 1);
    operators.awaitAll();
    stage.saw(
        "the other operator went on %d ms after a SIGKILL, and %d ms after an orderly stop"
            .formatted(killed, stopped));
  }

  /** Changes the spec at the same moment, and waits for the Deployment to follow. */
  private long measure(ToLongFunction<Pod> end, Duration longest, int replicas) {
    Pod leader = operators.leader().orElseThrow();
    long beganNs = end.applyAsLong(leader);
    stage.kubectl("scale", "gunrelaycluster/" + fleet.name(), "--replicas=" + replicas);
    Await.until(
        "another operator to work",
        Duration.ofMinutes(1),
        () ->
            deployment().getSpec().getReplicas() == replicas
                && !operators.holder().startsWith(leader.getMetadata().getName()));
    Duration away = Duration.ofNanos(System.nanoTime() - beganNs);
    if (away.compareTo(longest) > 0) {
      throw new AssertionError("the next operator worked only after " + away);
    }
    return away.toMillis();
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
