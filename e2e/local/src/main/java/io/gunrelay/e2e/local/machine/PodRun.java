package io.gunrelay.e2e.local.machine;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.PodResource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One pod on this machine: its container is started, probed, started again when it ends, and
 * stopped when the pod is deleted. Runs on a thread of its own; {@link #stop}, {@link #kill} and
 * {@link #pid} may be called by others.
 */
final class PodRun {
  private static final long TICK_MS = 100;
  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(20);
  private static final Duration DEFAULT_GRACE = Duration.ofSeconds(30);

  private final Node node;
  private final Pod pod;
  private final Container container;
  private final String address;
  private final Path log;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile Duration grace = DEFAULT_GRACE;
  private volatile @Nullable ContainerRun run;
  private ContainerState last = new ContainerState();
  private @Nullable PodStatus reported;
  private int restarts;

  PodRun(Node node, Pod pod, String address, Path log) {
    this.node = node;
    this.pod = pod;
    this.container = pod.getSpec().getContainers().getFirst();
    this.address = address;
    this.log = log;
  }

  String address() {
    return address;
  }

  /** Begins to end it: preStop, SIGTERM, and SIGKILL when the grace period is over. */
  void stop(Duration gracePeriod) {
    grace = gracePeriod;
    stopped.countDown();
  }

  boolean isEnded() {
    return ended.getCount() == 0;
  }

  /** Waits until its process has gone. */
  boolean awaitEnd(Duration longest) throws InterruptedException {
    return ended.await(longest.toMillis(), TimeUnit.MILLISECONDS);
  }

  Optional<Long> pid() {
    ContainerRun present = run;
    return present != null && present.isAlive() ? Optional.of(present.pid()) : Optional.empty();
  }

  /** SIGKILL to the process, as a crash; the pod goes on with a new one. */
  void kill() throws InterruptedException {
    ContainerRun present = run;
    if (present != null) {
      present.kill();
    }
  }

  /** The pod's life; returns at its end. */
  void live() throws InterruptedException {
    try {
      Duration backoff = Duration.ZERO;
      while (!isStopped(backoff)) {
        backoff = lifeOfOneProcess() ? Duration.ZERO : next(backoff);
      }
    } finally {
      ended.countDown();
    }
  }

  private static Duration next(Duration backoff) {
    Duration doubled = backoff.isZero() ? Duration.ofMillis(500) : backoff.multipliedBy(2);
    return doubled.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : doubled;
  }

  /** Whether it had become ready, which is what a crash loop never does. */
  private boolean lifeOfOneProcess() throws InterruptedException {
    ContainerRun present;
    try {
      present = start();
    } catch (IOException | IllegalArgumentException e) {
      report(PodStatuses.waiting("CreateContainerError", String.valueOf(e.getMessage())), null);
      return false;
    }
    run = present;
    boolean wasReady = false;
    while (present.isAlive()) {
      if (!present.probe()) {
        present.stop(grace);
        break;
      }
      wasReady |= present.ready();
      report(PodStatuses.running(present.startedAt()), present);
      if (stopped.await(TICK_MS, TimeUnit.MILLISECONDS)) {
        end(present);
        return true;
      }
    }
    last = PodStatuses.terminated(present.exitCode(), present.startedAt(), Instant.now());
    restarts++;
    report(
        wasReady
            ? last
            : PodStatuses.waiting(
                "CrashLoopBackOff", "the process ended with code " + present.exitCode()),
        present);
    return wasReady;
  }

  private ContainerRun start() throws IOException {
    Path program =
        node.images()
            .program(container.getImage())
            .orElseThrow(
                () -> new IOException("this machine has no image " + container.getImage()));
    Paths paths = node.volumes().mount(pod, container);
    Command command = Command.of(pod, container, program, paths, address, node.hosts().file());
    return ContainerRun.start(command, log, container, address, node.http());
  }

  private void end(ContainerRun present) throws InterruptedException {
    long endNs = System.nanoTime() + grace.toNanos();
    if (container.getLifecycle() != null
        && container.getLifecycle().getPreStop() != null
        && container.getLifecycle().getPreStop().getSleep() != null) {
      long seconds = container.getLifecycle().getPreStop().getSleep().getSeconds();
      present.awaitEnd(shorter(Duration.ofSeconds(seconds), grace));
    }
    present.stop(Duration.ofNanos(Math.max(0, endNs - System.nanoTime())));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private boolean isStopped(Duration longest) throws InterruptedException {
    return stopped.await(longest.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void report(ContainerState state, @Nullable ContainerRun present) {
    PodStatus status =
        PodStatuses.of(
            reported,
            address,
            container,
            state,
            last,
            present != null && present.started() && present.isAlive(),
            present != null && present.ready(),
            restarts,
            Instant.now());
    if (status.equals(reported)) {
      return;
    }
    reported = status;
    PodResource resource =
        node.kubernetes()
            .pods()
            .inNamespace(pod.getMetadata().getNamespace())
            .withName(pod.getMetadata().getName());
    try {
      resource.editStatus(p -> new PodBuilder(p).withStatus(status).build());
    } catch (KubernetesClientException | IllegalArgumentException e) {
      // The pod was deleted meanwhile, or the API is closing: the next report, if any, says more.
      reported = null;
    }
  }
}
