package io.gunrelay.relay;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gunrelay.relay.graph.TestGraph;
import io.gunrelay.relay.transport.Eventually;
import io.gunrelay.relay.transport.FreePorts;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two regions of three relays, each of which chooses one of the other region. Puts go on while
 * those that the first relay is linked with are killed in turn; another one takes the place each
 * time, and nothing that was acknowledged is missing at those that are left.
 */
@Timeout(value = 180, unit = SECONDS)
class LostRegionLinksTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final List<String> REGIONS =
      List.of("west", "west", "west", "east", "east", "east");
  private static final int EACH = 3;
  private static final int WRITES = 200;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<PlainWriter> writers = new ArrayList<>();
  private final Map<Integer, RelayProcess> relays = new HashMap<>();
  private List<Integer> ports = List.of();

  @AfterEach
  void close() {
    writers.forEach(PlainWriter::close);
    relays.values().forEach(RelayProcess::close);
  }

  @Test
  void anotherOneTakesThePlaceOfEachThatIsLost() throws Exception {
    ports = FreePorts.take(REGIONS.size());
    for (int i = 0; i < REGIONS.size(); i++) {
      relays.put(i, serve(i));
    }
    Eventually.await("all are linked as they should be", SOON, this::areAllLinked);
    Eventually.await("not all are linked with all", SOON, () -> links() < 2 * EACH * EACH);
    System.out.printf("links between the regions: %d of %d%n", links(), 2 * EACH * EACH);
    for (int i = 0; i < REGIONS.size(); i++) {
      writers.add(PlainWriter.start(http, relay(i).uri(), "writer-" + i));
    }
    awaitMoreWritten();
    for (int lost = 0; lost < EACH - 1; lost++) {
      loseOne();
      awaitMoreWritten();
    }
    assertEndsEqual();
  }

  /** Kills the relay of the other region that the first one is linked with. */
  private void loseOne() throws InterruptedException {
    int victim = far(relay(0)).iterator().next();
    Set<Integer> before = far(relay(0));
    relay(victim).kill();
    long killedNs = System.nanoTime();
    relays.remove(victim);
    Eventually.await(
        "another one is linked with",
        SOON,
        () -> {
          Set<Integer> now = far(relay(0));
          return !now.isEmpty() && !now.contains(victim);
        });
    System.out.printf(
        "relay 0 was linked with %s; %d was killed; after %d ms with %s%n",
        before, victim, Duration.ofNanos(System.nanoTime() - killedNs).toMillis(), far(relay(0)));
  }

  private void awaitMoreWritten() {
    Map<Integer, Integer> before = new HashMap<>();
    relays.keySet().forEach(i -> before.put(i, writers.get(i).acknowledged().size()));
    before.forEach((i, size) ->
        Eventually.await(
            "puts go on", SOON, () -> writers.get(i).acknowledged().size() > size + WRITES));
  }

  private void assertEndsEqual() throws InterruptedException {
    Map<String, String> acknowledged = new HashMap<>();
    for (PlainWriter writer : writers) {
      writer.close();
      acknowledged.putAll(writer.acknowledged());
    }
    Eventually.await(
        "all have what the others have",
        SOON,
        () ->
            relays.values().stream()
                .allMatch(relay ->
                    relay.metric("gunrelay_replication_lag_changes") == 0
                        && relay.metric("gunrelay_replication_behind_changes") == 0));
    for (RelayProcess relay : relays.values()) {
      relay.terminate();
    }
    for (Map.Entry<Integer, RelayProcess> relay : relays.entrySet()) {
      assertThat(relay.getValue().exitCode()).isZero();
      assertThat(missingAt(relay.getKey(), acknowledged))
          .as("acknowledged, and not at relay " + relay.getKey())
          .isEmpty();
    }
  }

  private RelayProcess serve(int index) throws IOException {
    return RelayProcess.serve(
            folder.resolve("relay-" + index),
            "--region=" + REGIONS.get(index),
            "--region-links=1",
            "--durability=replicated",
            "--replication-insecure=true",
            "--replication-port=" + ports.get(index),
            "--cache-bytes=8MiB",
            "--replicate-with="
                + String.join(",", ports.stream().map(port -> "127.0.0.1:" + port).toList()))
        .awaitServing();
  }

  private RelayProcess relay(int index) {
    RelayProcess relay = relays.get(index);
    if (relay == null) {
      throw new AssertionError("relay %d was killed".formatted(index));
    }
    return relay;
  }

  /** All of its region are linked with, some of the other, and whoever is taken from takes. */
  private boolean areAllLinked() {
    return relays.values().stream()
        .allMatch(relay -> {
          int far = far(relay).size();
          return far > 0
              && relay.metric("gunrelay_replication_peers_connected") == EACH - 1 + far
              && relay.metric("gunrelay_replication_takers") == EACH - 1 + far
              && relay.metric("gunrelay_replication_peers_standby") == EACH - far;
        });
  }

  private long links() {
    return relays.values().stream().mapToLong(relay -> far(relay).size()).sum();
  }

  /** The relays of the other region that one is linked with. */
  private Set<Integer> far(RelayProcess relay) {
    try {
      JsonNode report = JSON.readTree(relay.get("/report").substring("200 ".length()));
      String own = report.at("/self/region").asText();
      Set<Integer> far = new HashSet<>();
      StreamSupport.stream(report.get("peers").spliterator(), false)
          .filter(peer -> peer.at("/link/state").asText().equals("LINKED"))
          .filter(peer -> !peer.at("/link/region").asText().equals(own))
          .map(peer -> peer.get("address").asText())
          .forEach(address ->
              far.add(
                  ports.indexOf(
                      Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)))));
      return far;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Set<String> missingAt(int index, Map<String, String> acknowledged) {
    Set<String> missing = new HashSet<>(acknowledged.keySet());
    try (TestGraph graph = new TestGraph(folder.resolve("relay-" + index))) {
      for (PlainWriter writer : writers) {
        for (String value : graph.new Listener().get(writer.soul()).text().split(",", -1)) {
          String property = value.substring(0, value.indexOf('='));
          if (value.contains("=" + acknowledged.get(property) + "@")) {
            missing.remove(property);
          }
        }
      }
    }
    return missing;
  }
}
