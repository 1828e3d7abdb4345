package io.gunrelay.e2e.scale.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The packaged operator as a process of its own, as its pod has it. */
final class OperatorProcess implements AutoCloseable {
  private static final Duration TO_STOP = Duration.ofSeconds(20);

  /**
   * As the JVM decides in a container with the limit of deploy/base: there is no such limit here.
   */
  private static final List<String> LIKE_THE_POD =
      List.of(
          "-XX:MaxRAM=512m",
          "-XX:MaxRAMPercentage=30",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:-UsePerfData",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-Djava.util.logging.manager=org.jboss.logmanager.LogManager");

  private final Process process;

  private OperatorProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts it.
   *
   * @param application the folder {@code quarkus-app}
   * @param options further options of the JVM
   * @param port where it says how it is
   */
  static OperatorProcess start(
      Path application, List<String> options, Path kubeconfig, int port, Path log)
      throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(LIKE_THE_POD);
    line.addAll(options);
    line.add("-jar");
    line.add(application.resolve("quarkus-run.jar").toString());
    ProcessBuilder builder =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("KUBECONFIG", kubeconfig.toString());
    builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
    builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
    builder.environment().put("GUNRELAY_LEADER_ELECTION", "true");
    builder.environment().put("MALLOC_ARENA_MAX", "2");
    Process process = builder.start();
    // Ctrl-C: it would outlive this one.
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroyForcibly));
    return new OperatorProcess(process);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Time on processors since it started. */
  Duration processorTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** What it holds now, in MB of 2^20 bytes. */
  double residentMb() throws IOException {
    return megabytes("VmRSS:");
  }

  /** The most that it ever held. */
  double mostResidentMb() throws IOException {
    return megabytes("VmHWM:");
  }

  private double megabytes(String field) throws IOException {
    try (Stream<String> lines =
        Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
      return lines
              .filter(line -> line.startsWith(field))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .findFirst()
              .orElseThrow(() -> new IOException("the operator has ended"))
          / 1024.0;
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(TO_STOP.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
