package io.gunrelay.kubectl.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;

/** What a pod's status says. */
public final class Pods {

  private Pods() {}

  /** Whether it has an address at which it can be asked. */
  public static boolean isRunning(Pod pod) {
    var status = pod.getStatus();
    return status != null
        && "Running".equals(status.getPhase())
        && !Optional.ofNullable(status.getPodIP()).orElse("").isEmpty();
  }

  /** Whether it takes clients. */
  public static boolean isReady(Pod pod) {
    return !pod.isMarkedForDeletion()
        && pod.getStatus() != null
        && pod.getStatus().getConditions().stream()
            .anyMatch(condition ->
                "Ready".equals(condition.getType()) && "True".equals(condition.getStatus()));
  }
}
