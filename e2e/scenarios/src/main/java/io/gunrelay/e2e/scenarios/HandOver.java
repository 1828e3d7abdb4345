package io.gunrelay.e2e.scenarios;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Duration;
import java.util.function.ToLongFunction;

/**
 * From the end of the operator that works to the first write of its successor. A machine that is
 * busy may be late now and then, so a bound counts as missed only when it is missed each time.
 */
final class HandOver {
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final int TIMES = 3;

  private final Stage stage;
  private final Operators operators;
  private final Fleet fleet;

  HandOver(Stage stage, Fleet fleet) {
    this.stage = stage;
    this.operators = new Operators(stage);
    this.fleet = fleet;
  }

  void check() {
    long killed = best(operators::kill);
    long stopped = best(operators::stop);
    stage.saw(
        "the other operator went on %d ms after a SIGKILL, and %d ms after an orderly stop"
            .formatted(killed, stopped));
  }

  private long best(ToLongFunction<Pod> end) {
    Duration away = Duration.ofDays(1);
    for (int time = 0; time < TIMES && away.compareTo(LONGEST) > 0; time++) {
      operators.awaitAll();
      away = measure(end);
    }
    operators.awaitAll();
    if (away.compareTo(LONGEST) > 0) {
      throw new AssertionError(
          "the next operator worked only after %s, the last of %d times".formatted(away, TIMES));
    }
    return away.toMillis();
  }

  /** Changes the spec at the same moment, and waits for the Deployment to follow. */
  private Duration measure(ToLongFunction<Pod> end) {
    Pod leader = operators.leader().orElseThrow();
    int replicas = 1 - deployment().getSpec().getReplicas();
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
