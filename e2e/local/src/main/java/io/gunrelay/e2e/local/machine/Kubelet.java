package io.gunrelay.e2e.local.machine;

import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Runs the pods that are placed on this machine. */
final class Kubelet {
  private static final Duration TO_END = Duration.ofSeconds(5);

  private final Node node;
  private final Addresses addresses;
  private final Path logs;
  private final Map<String, PodRun> running = new ConcurrentHashMap<>();
  private volatile boolean closed;

  Kubelet(Node node, Addresses addresses, Path logs) {
    this.node = node;
    this.addresses = addresses;
    this.logs = logs;
  }

  void reconcile(List<Pod> pods) {
    for (Pod pod : pods) {
      if (!Node.NAME.equals(pod.getSpec().getNodeName())) {
        continue;
      }
      PodRun run = running.get(pod.getMetadata().getUid());
      if (run == null && !Pods.isLeaving(pod)) {
        start(pod);
      } else if (Pods.isLeaving(pod)) {
        if (run != null) {
          run.stop(grace(pod));
        }
        if (run == null || run.isEnded()) {
          letGo(pod);
        }
      }
    }
    Set<String> present =
        pods.stream().map(pod -> pod.getMetadata().getUid()).collect(Collectors.toSet());
    running.forEach((uid, run) -> {
      if (!present.contains(uid)) {
        // Deleted without grace.
        run.stop(Duration.ZERO);
        if (run.isEnded()) {
          forget(uid);
        }
      }
    });
  }

  private static Duration grace(Pod pod) {
    Long seconds = pod.getMetadata().getDeletionGracePeriodSeconds();
    return Duration.ofSeconds(seconds == null ? 0 : seconds);
  }

  private void start(Pod pod) {
    Set<Integer> ports =
        pod.getSpec().getContainers().stream()
            .flatMap(container -> container.getPorts().stream())
            .map(ContainerPort::getContainerPort)
            .collect(Collectors.toSet());
    PodRun run = new PodRun(node, pod, addresses.take(ports), log(pod.getMetadata().getName()));
    running.put(pod.getMetadata().getUid(), run);
    Thread.ofVirtual()
        .name(pod.getMetadata().getName())
        .start(() -> {
          try {
            run.live();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    if (closed) {
      run.stop(Duration.ZERO);
    }
  }

  private void letGo(Pod pod) {
    forget(pod.getMetadata().getUid());
    try {
      node.kubernetes().resource(pod).withGracePeriod(0).delete();
    } catch (KubernetesClientException e) {
      // Somebody else was quicker; the next look at the pods says whether anything is left.
      return;
    }
  }

  private void forget(String uid) {
    PodRun run = running.remove(uid);
    if (run != null) {
      addresses.giveBack(run.address());
    }
  }

  Path log(String pod) {
    return logs.resolve(pod + ".log");
  }

  Optional<PodRun> find(Pod pod) {
    return Optional.ofNullable(running.get(pod.getMetadata().getUid()));
  }

  /** Ends every process. */
  void close() throws InterruptedException {
    closed = true;
    running.values().forEach(run -> run.stop(Duration.ZERO));
    for (PodRun run : running.values()) {
      if (!run.awaitEnd(TO_END)) {
        run.kill();
      }
    }
  }
}
