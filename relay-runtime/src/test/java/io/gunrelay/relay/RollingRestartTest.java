package io.gunrelay.relay;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gunrelay.e2e.gunjs.ClientOptions;
import io.gunrelay.e2e.gunjs.CrowdStats;
import io.gunrelay.e2e.gunjs.GunJsClient;
import io.gunrelay.e2e.gunjs.GunJsCrowd;
import io.gunrelay.relay.transport.Eventually;
import io.gunrelay.relay.transport.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two relays behind one entry are restarted one after the other, under real gun.js clients that
 * write all the time. {@code -Ddrain.members=500} for more of them.
 */
@Timeout(value = 300, unit = SECONDS)
class RollingRestartTest {
  private static final int MEMBERS = Integer.getInteger("drain.members", 60);
  private static final int RATE = 200;
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void noAcknowledgedWriteIsLostAndNobodyIsLeftBehind() throws Exception {
    List<Integer> ports = FreePorts.take(6);
    try (RelayProcess first = serve(0, ports);
        RelayProcess second = serve(1, ports)) {
      awaitReady(first);
      awaitReady(second);
      try (TestEntry entry = new TestEntry(List.of(first, second));
          GunJsCrowd crowd = crowd(entry)) {
        crowd.listen("news", "headline");
        crowd.write(Duration.ofMillis(Math.max(100, 2 * MEMBERS)));
        Eventually.await(
            "both have clients", SOON, () -> clients(first) > 0 && clients(second) > 0);

        long moved = clients(first);
        try (RelayProcess firstAgain = restart(first, 0, ports)) {
          tell("%d moved off the first".formatted(moved), crowd.stats());
          moved += clients(second);
          try (RelayProcess secondAgain = restart(second, 1, ports)) {
            tell("%d moved in all".formatted(moved), crowd.stats());
            GunJsCrowd.Written written = crowd.rest().join();
            Eventually.await("all are connected", SOON, () -> crowd.stats().connected() == MEMBERS);
            publish(entry, "we moved");
            Eventually.await(
                "everybody hears the news",
                SOON,
                () -> crowd.stats().heard().stream().allMatch("we moved"::equals));

            tell(
                "%d writes acknowledged, %d not answered"
                    .formatted(written.count(), written.unanswered()),
                crowd.stats());
            assertThat(written.count()).isGreaterThan(4L * MEMBERS);
            assertThat(crowd.stats().awayMs()).hasSizeGreaterThanOrEqualTo((int) moved);
            assertAllAreThere(written, firstAgain);
            assertAllAreThere(written, secondAgain);
          }
        }
      }
    }
  }

  private GunJsCrowd crowd(TestEntry entry) {
    GunJsCrowd crowd =
        GunJsCrowd.start(
            MEMBERS, ClientOptions.of(entry.uri()).answeringWithin(Duration.ofSeconds(60)));
    Eventually.await("all are connected", SOON, () -> crowd.stats().connected() == MEMBERS);
    return crowd;
  }

  private RelayProcess serve(int index, List<Integer> ports) throws IOException {
    int other = 1 - index;
    return RelayProcess.serve(
            folder.resolve("relay-" + index),
            "--port=" + ports.get(3 * index),
            "--admin-port=" + ports.get(3 * index + 1),
            "--replication-port=" + ports.get(3 * index + 2),
            "--replicate-with=127.0.0.1:" + ports.get(3 * other + 2),
            "--replication-insecure=true",
            "--cache-bytes=16MiB",
            "--drain-rate=" + RATE,
            "--shutdown-grace-seconds=30")
        .awaitServing();
  }

  private RelayProcess restart(RelayProcess relay, int index, List<Integer> ports)
      throws IOException, InterruptedException {
    relay.terminate();
    assertThat(relay.exitCode()).isZero();
    assertThat(relay.lines()).anyMatch(line -> line.contains("; 0 are told to come back."));
    RelayProcess again = serve(index, ports);
    awaitReady(again);
    return again;
  }

  private static void publish(TestEntry entry, String headline) {
    try (GunJsClient editor = GunJsClient.start(entry.uri())) {
      editor.awaitPeers(1, SOON);
      assertThat(editor.put(List.of("news", "headline"), headline).join().ok()).isTrue();
    }
  }

  private static void assertAllAreThere(GunJsCrowd.Written written, RelayProcess relay) {
    try (GunJsClient reader = GunJsClient.start(relay.uri())) {
      reader.awaitPeers(1, SOON);
      written
          .acknowledged()
          .forEach((soul, values) -> {
            Optional<JsonNode> answer = reader.ask(Map.of("#", soul)).join();
            JsonNode node = answer.orElseThrow(() -> new AssertionError(soul)).path(soul);
            values.forEach((key, value) ->
                assertThat(node.path(key).asText()).as(soul + " " + key).isEqualTo(value));
          });
    }
  }

  private void awaitReady(RelayProcess relay) {
    Eventually.await("it is ready", SOON, () -> get(relay.admin("/readyz")).startsWith("200 "));
  }

  private long clients(RelayProcess relay) {
    return get(relay.admin("/metrics"))
        .lines()
        .filter(line -> line.startsWith("gunrelay_connections "))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.indexOf(' '))))
        .sum();
  }

  private String get(URI uri) {
    try {
      var answer = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
      return answer.statusCode() + " \n" + answer.body();
    } catch (IOException e) {
      return "unreachable";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Figures for whoever asked for a crowd of another size. */
  private static void tell(String what, CrowdStats stats) {
    if (System.getProperty("drain.members") != null) {
      List<Double> away = stats.awayMs().stream().sorted().toList();
      System.out.printf(
          "%s; away %d times, ms: median %.0f, p99 %.0f, longest %.0f; %d of %d connected; Node %d"
              + " MiB%n",
          what,
          away.size(),
          at(away, 0.5),
          at(away, 0.99),
          at(away, 1),
          stats.connected(),
          MEMBERS,
          stats.rssBytes() >> 20);
    }
  }

  private static double at(List<Double> sorted, double quantile) {
    return sorted.isEmpty() ? 0 : sorted.get((int) Math.ceil(quantile * sorted.size()) - 1);
  }
}
