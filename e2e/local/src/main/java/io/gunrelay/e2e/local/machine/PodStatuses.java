package io.gunrelay.e2e.local.machine;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodIP;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a kubelet says of a pod. */
final class PodStatuses {
  private PodStatuses() {}

  static ContainerState running(Instant since) {
    return new ContainerStateBuilder()
        .withNewRunning()
        .withStartedAt(text(since))
        .endRunning()
        .build();
  }

  static ContainerState waiting(String reason, String message) {
    return new ContainerStateBuilder()
        .withNewWaiting()
        .withReason(reason)
        .withMessage(message)
        .endWaiting()
        .build();
  }

  static ContainerState terminated(int exitCode, Instant began, Instant ended) {
    return new ContainerStateBuilder()
        .withNewTerminated()
        .withExitCode(exitCode)
        .withReason(exitCode == 0 ? "Completed" : "Error")
        .withStartedAt(text(began))
        .withFinishedAt(text(ended))
        .endTerminated()
        .build();
  }

  /**
   * The pod's status.
   *
   * @param before the status until now; a condition that stays keeps its time
   */
  static PodStatus of(
      @Nullable PodStatus before,
      String address,
      Container container,
      ContainerState state,
      ContainerState last,
      boolean started,
      boolean ready,
      int restarts,
      Instant now) {
    boolean begun = state.getRunning() != null || restarts > 0;
    List<PodCondition> conditions =
        Stream.of("PodScheduled", "Initialized", "ContainersReady", "Ready")
            .map(type -> condition(before, type, ready || !type.endsWith("Ready"), now))
            .toList();
    return new PodStatusBuilder()
        .withPhase(begun ? "Running" : "Pending")
        .withPodIP(address)
        .withPodIPs(new PodIP(address))
        .withHostIP("127.0.0.1")
        .withConditions(conditions)
        .withContainerStatuses(
            new ContainerStatusBuilder()
                .withName(container.getName())
                .withImage(container.getImage())
                .withImageID(container.getImage())
                .withState(state)
                .withLastState(last)
                .withStarted(started)
                .withReady(ready)
                .withRestartCount(restarts)
                .build())
        .build();
  }

  private static PodCondition condition(
      @Nullable PodStatus before, String type, boolean holds, Instant now) {
    String status = holds ? "True" : "False";
    String since =
        before == null
            ? text(now)
            : before.getConditions().stream()
                .filter(c -> c.getType().equals(type) && c.getStatus().equals(status))
                .map(PodCondition::getLastTransitionTime)
                .findFirst()
                .orElse(text(now));
    return new PodConditionBuilder()
        .withType(type)
        .withStatus(status)
        .withLastTransitionTime(since)
        .build();
  }

  private static String text(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
