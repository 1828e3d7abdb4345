package io.gunrelay.e2e.local.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The operator as a process of its own on this machine. */
final class OperatorProcess implements AutoCloseable {
  private static final Duration TO_START = Duration.ofSeconds(60);

  /** It logs each time that it was asked too early. */
  private static final Duration ASK_EVERY = Duration.ofSeconds(1);

  private static final Duration TO_STOP = Duration.ofSeconds(5);

  private final Process process;
  private final int port;

  private OperatorProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts it.
   *
   * @param jar {@code quarkus-run.jar}
   * @param port where it says how it is
   */
  static OperatorProcess start(Path jar, Path kubeconfig, int port, Path log) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    ProcessBuilder builder =
        new ProcessBuilder(List.of(java.toString(), "-jar", jar.toString()))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("KUBECONFIG", kubeconfig.toString());
    builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
    builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
    return new OperatorProcess(builder.start(), port);
  }

  void awaitReady() {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/ready"))
            .timeout(Duration.ofSeconds(2))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      Await.until("the operator is ready", TO_START, ASK_EVERY, () -> answers(http, request));
    }
  }

  private boolean answers(HttpClient http, HttpRequest request) {
    if (!process.isAlive()) {
      throw new AssertionError("the operator has ended with code " + process.exitValue());
    }
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  long pid() {
    return process.pid();
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
