package io.gunrelay.operator.decide;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.gunrelay.operator.fleet.Names;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What pods say of themselves. */
public final class Pods {

  private Pods() {}

  /** Whether Services send clients there. */
  public static boolean isReady(Pod pod) {
    return condition(pod, "Ready").filter(ready -> "True".equals(ready.getStatus())).isPresent();
  }

  /** The same, and it is not about to end. */
  public static boolean isReadyToStay(Pod pod) {
    return isReady(pod) && !pod.isMarkedForDeletion();
  }

  /**
   * Whether its relay can be told to hand clients over. One that takes none any more has some
   * still, and just those are to go to where they are served.
   */
  public static boolean canHandOver(Pod pod) {
    return isRunning(pod) && !pod.isMarkedForDeletion();
  }

  /** Whether the pod will never run again (evicted, say) and only waits to be collected. */
  public static boolean isOver(Pod pod) {
    var status = pod.getStatus();
    return status != null
        && ("Failed".equals(status.getPhase()) || "Succeeded".equals(status.getPhase()));
  }

  static boolean isRunning(Pod pod) {
    var status = pod.getStatus();
    return status != null && "Running".equals(status.getPhase());
  }

  /** Whether its relay's process has ended, and another one may be about to start. */
  static boolean hasEnded(Pod pod) {
    return relay(pod)
        .map(ContainerStatus::getState)
        .filter(state -> state.getTerminated() != null || state.getWaiting() != null)
        .isPresent();
  }

  /** That no node takes it, and why. */
  static Optional<PodCondition> unschedulable(Pod pod) {
    return condition(pod, "PodScheduled")
        .filter(condition -> "False".equals(condition.getStatus()))
        .filter(condition -> "Unschedulable".equals(condition.getReason()));
  }

  static Optional<PodCondition> condition(Pod pod, String type) {
    var status = pod.getStatus();
    return status == null
        ? Optional.empty()
        : status.getConditions().stream()
            .filter(condition -> type.equals(condition.getType()))
            .findFirst();
  }

  /**
   * How often its relay's process has ended of its own and was started again. One that went down
   * with its node did not: the kubelet that comes back does not know how it ended.
   */
  static int restarts(Pod pod) {
    return relay(pod)
        .map(relay -> relay.getRestartCount() - (wentDownWithItsNode(relay) ? 1 : 0))
        .orElse(0);
  }

  private static boolean wentDownWithItsNode(ContainerStatus relay) {
    var last = relay.getLastState();
    var ended = last == null ? null : last.getTerminated();
    return ended != null && "Unknown".equals(ended.getReason());
  }

  static Optional<ContainerStatus> relay(Pod pod) {
    var status = pod.getStatus();
    return status == null
        ? Optional.empty()
        : status.getContainerStatuses().stream()
            .filter(container -> Names.CONTAINER.equals(container.getName()))
            .findFirst();
  }

  /** Why a workload's controller could not make a pod. */
  static Trouble refused(@Nullable String message) {
    var why = message == null ? "the API server gave no reason" : message.strip();
    return why.contains("exceeded quota")
        ? new Trouble(Reason.QuotaExceeded, "no pod can be added: " + why)
        : new Trouble(Reason.PodsRefused, "no pod can be added: " + why);
  }
}
