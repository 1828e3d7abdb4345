package io.gunrelay.images;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes down which classes a relay loads when it starts and serves a first client. The list is
 * kept beside the sources: recording it at each build would make each image a little different.
 */
final class ClassListRecorder {
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final String FIRST_WRITE =
      """
      [{"#":"hi1","dam":"hi"},\
      {"#":"put1","put":{"a":{"_":{"#":"a",">":{"b":1}},"b":"c"}}},\
      {"#":"get1","get":{"#":"a"}}]\
      """;

  private final Path distribution;
  private final Path jdk;

  ClassListRecorder(Path distribution, Path jdk) {
    this.distribution = distribution;
    this.jdk = jdk;
  }

  /** Runs the relay on loopback ports and writes the sorted list. */
  void record(Path list) throws IOException, InterruptedException {
    Path scratch = Files.createTempDirectory("class-list");
    Path raw = scratch.resolve("raw");
    int port = freePort();
    int adminPort = freePort();
    Path folder = distribution.resolve("native");
    var command =
        Stream.of(
                Stream.of(jdk.resolve("bin/java").toString(), "-XX:DumpLoadedClassList=" + raw),
                RelayProgram.FLAGS.stream().filter(flag -> !flag.startsWith("-Djava.library.path")),
                Stream.of(
                    "-Djava.library.path=%s:%s"
                        .formatted(folder, folder.resolve(Platform.ofThisMachine().machine())),
                    "-cp",
                    distribution.resolve("lib") + "/*",
                    RelayProgram.MAIN,
                    "serve",
                    "--bind-address=127.0.0.1",
                    "--port=" + port,
                    "--admin-port=" + adminPort,
                    "--replication-port=0",
                    "--replication-insecure=true",
                    "--log-format=json",
                    "--data-dir=" + scratch.resolve("data")))
            .flatMap(part -> part)
            .toList();
    Process relay = new ProcessBuilder(command).inheritIO().start();
    try (HttpClient http = HttpClient.newHttpClient()) {
      URI admin = URI.create("http://127.0.0.1:" + adminPort);
      awaitReady(http, admin.resolve("/readyz"), relay);
      beTheFirstClient(http, URI.create("ws://127.0.0.1:%d/gun".formatted(port)));
      for (String path : List.of("/livez", "/startupz", "/metrics", "/report")) {
        get(http, admin.resolve(path));
      }
    } finally {
      relay.destroy();
      if (!relay.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
        relay.destroyForcibly();
      }
    }
    Files.write(list, names(Files.readAllLines(raw)), StandardCharsets.US_ASCII);
    ImageRoot.empty(scratch);
    Files.delete(scratch);
  }

  /** Numbers and comments differ from run to run; classes of other loaders cannot be archived. */
  static List<String> names(List<String> recorded) {
    return recorded.stream()
        .filter(line -> !line.startsWith("#") && !line.contains(" source: "))
        .map(line -> line.replaceFirst(" id: \\d+$", ""))
        .distinct()
        .sorted()
        .toList();
  }

  private static void awaitReady(HttpClient http, URI ready, Process relay)
      throws InterruptedException {
    long endNs = System.nanoTime() + DEADLINE.toNanos();
    while (true) {
      try {
        if (get(http, ready) == 200) {
          return;
        }
      } catch (IOException e) {
        // It does not listen yet.
      }
      if (!relay.isAlive() || System.nanoTime() - endNs > 0) {
        throw new IllegalStateException("the relay did not become ready; it said why above");
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private static int get(HttpClient http, URI uri) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(uri).timeout(DEADLINE).build();
    return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private static void beTheFirstClient(HttpClient http, URI entry) throws InterruptedException {
    var answered = new CountDownLatch(2);
    WebSocket socket =
        http.newWebSocketBuilder()
            .buildAsync(
                entry,
                new WebSocket.Listener() {
                  @Override
                  public @Nullable CompletionStage<?> onText(
                      WebSocket from, CharSequence text, boolean last) {
                    answered.countDown();
                    from.request(1);
                    return null;
                  }
                })
            .join();
    socket.sendText(FIRST_WRITE, true).join();
    if (!answered.await(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("the relay did not answer its first client");
    }
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
