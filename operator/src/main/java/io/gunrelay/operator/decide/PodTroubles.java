package io.gunrelay.operator.decide;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a pod cannot run. A pod that is merely on its way has no trouble. */
final class PodTroubles {

  /** A relay that runs and is not ready for longer is not going to be, or takes oddly long. */
  static final Duration PATIENCE = Duration.ofMinutes(1);

  private PodTroubles() {}

  /**
   * @param complaints what relays that are not ready say of themselves, by pod
   */
  static Optional<Trouble> of(Pod pod, Map<String, String> complaints, Instant now) {
    var name = pod.getMetadata().getName();
    return unschedulable(pod, name)
        .or(() ->
            Pods.relay(pod).flatMap(container -> of(container, name, complaints.get(name), now)));
  }

  private static Optional<Trouble> unschedulable(Pod pod, String name) {
    return Pods.unschedulable(pod)
        .map(condition ->
            new Trouble(
                Reason.Unschedulable,
                "no node takes " + name + ": " + Words.of(condition.getMessage())));
  }

  private static Optional<Trouble> of(
      ContainerStatus container, String pod, @Nullable String complaint, Instant now) {
    @Nullable ContainerState state = container.getState();
    if (state == null) {
      return Optional.empty();
    }
    if (state.getWaiting() != null) {
      var waiting = state.getWaiting();
      return waiting(container, pod, Words.of(waiting.getReason()), Words.of(waiting.getMessage()));
    }
    if (state.getRunning() != null && !Boolean.TRUE.equals(container.getReady())) {
      return running(container, pod, state.getRunning().getStartedAt(), complaint, now);
    }
    return Optional.empty();
  }

  private static Optional<Trouble> waiting(
      ContainerStatus container, String pod, String reason, String message) {
    return switch (reason) {
      case "ErrImagePull",
          "ImagePullBackOff",
          "InvalidImageName",
          "ErrImageNeverPull",
          "ImageInspectError",
          "RegistryUnavailable" ->
          Optional.of(
              new Trouble(
                  Reason.ImageUnavailable,
                  pod + " cannot get its image " + container.getImage() + ": " + message));
      case "CrashLoopBackOff" -> Optional.of(crashLoop(container, pod));
      case "CreateContainerConfigError", "CreateContainerError", "RunContainerError" ->
          Optional.of(
              new Trouble(
                  Reason.ContainerNotCreated, pod + " cannot start its container: " + message));
      default -> Optional.empty();
    };
  }

  private static Trouble crashLoop(ContainerStatus container, String pod) {
    @Nullable ContainerState last = container.getLastState();
    @Nullable ContainerStateTerminated end = last == null ? null : last.getTerminated();
    if (end == null) {
      return new Trouble(Reason.CrashLooping, pod + " ends again and again");
    }
    if ("OOMKilled".equals(end.getReason())) {
      return new Trouble(
          Reason.OutOfMemory,
          pod + " ran out of memory " + times(container) + ": raise spec.resources.limits.memory");
    }
    return new Trouble(
        Reason.CrashLooping,
        pod
            + " ended "
            + times(container)
            + ", last with exit code "
            + end.getExitCode()
            + (end.getMessage() == null ? "" : ": " + Words.of(end.getMessage()))
            + "; see kubectl logs --previous "
            + pod);
  }

  private static String times(ContainerStatus container) {
    var restarts = container.getRestartCount();
    return restarts == null || restarts <= 1 ? "once" : restarts + " times";
  }

  private static Optional<Trouble> running(
      ContainerStatus container,
      String pod,
      @Nullable String startedAt,
      @Nullable String complaint,
      Instant now) {
    if (startedAt == null || !isLongAgo(startedAt, now)) {
      return Optional.empty();
    }
    var step = Boolean.TRUE.equals(container.getStarted()) ? "is not ready" : "has not started up";
    return Optional.of(
        new Trouble(
            Reason.NotBecomingReady,
            pod
                + " runs since "
                + startedAt
                + " and "
                + step
                + (complaint == null ? "; see kubectl logs " + pod : ": " + Words.of(complaint))));
  }

  private static boolean isLongAgo(String instant, Instant now) {
    try {
      return Instant.parse(instant).plus(PATIENCE).isBefore(now);
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}
