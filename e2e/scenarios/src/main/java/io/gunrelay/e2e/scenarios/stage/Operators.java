package io.gunrelay.e2e.scenarios.stage;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The operator's processes: which of them works, and how they die. */
public final class Operators {
  private static final Duration READY = Duration.ofMinutes(2);
  private static final int WANTED = 2;

  private final Stage stage;

  public Operators(Stage stage) {
    this.stage = stage;
  }

  /** The pod that holds the Lease. */
  public Optional<Pod> leader() {
    String holder = holder();
    return pods().stream().filter(pod -> isHolder(pod, holder)).findFirst();
  }

  /** The node of the one that works. */
  public Optional<String> nodeOfLeader() {
    return leader().map(pod -> pod.getSpec().getNodeName());
  }

  /** Who holds the Lease; empty when nobody does. */
  public String holder() {
    return Optional.ofNullable(
            stage
                .kubernetes()
                .resources(Lease.class)
                .inNamespace(Installation.NAMESPACE)
                .withName(Installation.OPERATOR)
                .get())
        .map(lease -> lease.getSpec().getHolderIdentity())
        .orElse("");
  }

  /** Whether the pod is the one that this text names as the Lease's holder. */
  static boolean isHolder(Pod pod, String holder) {
    return holder.startsWith(pod.getMetadata().getName() + "_");
  }

  public List<Pod> pods() {
    return pods(stage.kubernetes());
  }

  /** Those that run in a cluster. */
  static List<Pod> pods(KubernetesClient kubernetes) {
    return kubernetes
        .pods()
        .inNamespace(Installation.NAMESPACE)
        .withLabel("app.kubernetes.io/name", Installation.OPERATOR)
        .list()
        .getItems();
  }

  public void awaitAll() {
    Await.until(
        "two operators to be ready, and one of them to lead",
        READY,
        () ->
            pods().size() == WANTED
                && pods().stream().allMatch(Readiness::isPodReady)
                && leader().isPresent());
  }

  /**
   * Kills a pod's process with SIGKILL where it runs on this machine, and then deletes the pod,
   * whose container would be started again later and later. Elsewhere the pod is deleted without
   * grace.
   *
   * @return when, as {@link System#nanoTime} says it
   */
  public long kill(Pod pod) {
    List<ProcessHandle> processes = LocalPod.processes(pod);
    long now = System.nanoTime();
    processes.forEach(ProcessHandle::destroyForcibly);
    stage.kubernetes().resource(pod).withGracePeriod(0).delete();
    return now;
  }

  /**
   * Ends it as a rollout does.
   *
   * @return when, as {@link System#nanoTime} says it
   */
  public long stop(Pod pod) {
    long now = System.nanoTime();
    stage.kubernetes().resource(pod).delete();
    return now;
  }
}
