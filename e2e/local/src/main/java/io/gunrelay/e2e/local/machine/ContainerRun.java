package io.gunrelay.e2e.local.machine;

import io.fabric8.kubernetes.api.model.Container;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One process of a container, from its start to its end. Used by one thread. */
final class ContainerRun {
  private final Process process;
  private final Instant startedAt = Instant.now();
  private final Optional<Probing> startup;
  private final Optional<Probing> readiness;
  private final Optional<Probing> liveness;
  private boolean started;
  private boolean ready;

  private ContainerRun(Process process, Container container, String address, HttpClient http) {
    this.process = process;
    long nowNs = System.nanoTime();
    startup = Probing.of(http, container, container.getStartupProbe(), address, nowNs);
    readiness = Probing.of(http, container, container.getReadinessProbe(), address, nowNs);
    liveness = Probing.of(http, container, container.getLivenessProbe(), address, nowNs);
    started = startup.isEmpty();
  }

  static ContainerRun start(
      Command command, Path log, Container container, String address, HttpClient http)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command.line())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(command.environment());
    return new ContainerRun(builder.start(), container, address, http);
  }

  /**
   * Probes what is due.
   *
   * @return whether the container may live on
   */
  boolean probe() throws InterruptedException {
    long nowNs = System.nanoTime();
    if (!started) {
      Probing.Verdict verdict = startup.orElseThrow().check(nowNs);
      started = verdict == Probing.Verdict.SUCCESS;
      return verdict != Probing.Verdict.FAILURE;
    }
    ready = readiness.isEmpty() || readiness.get().check(nowNs) == Probing.Verdict.SUCCESS;
    return liveness.isEmpty() || liveness.get().check(nowNs) != Probing.Verdict.FAILURE;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  boolean started() {
    return started;
  }

  boolean ready() {
    return ready && process.isAlive();
  }

  Instant startedAt() {
    return startedAt;
  }

  long pid() {
    return process.pid();
  }

  /** How it ended: as a shell says it, 128 and the signal's number for a signal. */
  int exitCode() {
    return process.exitValue();
  }

  boolean awaitEnd(Duration longest) throws InterruptedException {
    return process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** SIGTERM; after the grace period SIGKILL. Returns when it has ended. */
  void stop(Duration grace) throws InterruptedException {
    process.destroy();
    if (!awaitEnd(grace)) {
      kill();
    }
  }

  /** SIGKILL, also to what it started. Returns when it has ended. */
  void kill() throws InterruptedException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.waitFor();
  }
}
