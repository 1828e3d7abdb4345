package io.gunrelay.relay;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.e2e.gunjs.ClientOptions;
import io.gunrelay.e2e.gunjs.GunJsClient;
import io.gunrelay.relay.transport.Eventually;
import io.gunrelay.relay.transport.FreePorts;
import io.gunrelay.relay.transport.RawClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two relays behind one entry, each of which would hand over to the other, stop at once. */
@Timeout(value = 120, unit = SECONDS)
class FleetStopTest {
  private static final int CLIENTS = 30;
  private static final Duration GRACE = Duration.ofSeconds(30);
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  void relaysThatStopTogetherSendNobodyToEachOther() throws Exception {
    List<Integer> ports = FreePorts.take(6);
    List<RawClient> clients = new ArrayList<>();
    try (RelayProcess first = serve(0, ports);
        RelayProcess second = serve(1, ports);
        TestEntry entry = new TestEntry(List.of(first, second))) {
      first.awaitReplicating();
      second.awaitReplicating();
      Eventually.await("the entry leads to a relay", SOON, () -> tryToOpen(entry, clients));
      for (int i = 1; i < CLIENTS; i++) {
        clients.add(RawClient.open(entry.uri().getPort()));
      }
      try (GunJsClient faithful =
          GunJsClient.start(ClientOptions.of(entry.uri()).redialing(Duration.ofMillis(200)))) {
        faithful.awaitPeers(1, SOON);
        assertThat(faithful.put(List.of("s"), Map.of("k", "kept")).join().ok()).isTrue();
        long beganNs = System.nanoTime();
        first.terminate();
        second.terminate();

        for (RawClient client : clients) {
          assertThat(closeCode(client)).isEqualTo(1012);
          client.close();
        }
        assertThat(first.exitCode()).isZero();
        assertThat(second.exitCode()).isZero();
        assertThat(Duration.ofNanos(System.nanoTime() - beganNs)).isLessThan(GRACE);
        assertThat(first.lines()).anyMatch(line -> line.contains("Handed over 0 clients"));

        try (RelayProcess again = serve(1, ports)) {
          faithful.awaitPeers(1, SOON);
          assertThat(faithful.put(List.of("s"), Map.of("l", "again")).join().ok()).isTrue();
          try (GunJsClient late = GunJsClient.start(again.uri())) {
            assertThat(late.once(List.of("s", "k")).join().orElseThrow().asText())
                .isEqualTo("kept");
          }
        }
      }
    } finally {
      for (RawClient client : clients) {
        client.close();
      }
    }
  }

  private static boolean tryToOpen(TestEntry entry, List<RawClient> clients) {
    try {
      return clients.add(RawClient.open(entry.uri().getPort()));
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Of a client that does as it is told, unless it is told to go elsewhere. */
  private static int closeCode(RawClient client) throws IOException {
    RawClient.Frame frame = client.read();
    while (frame.opcode() != RawClient.CLOSE) {
      assertThat(frame.text()).doesNotContain("mob");
      frame = client.read();
    }
    return frame.closeCode();
  }

  private RelayProcess serve(int index, List<Integer> ports) throws IOException {
    return RelayProcess.serve(
            folder.resolve("relay-" + index),
            "--port=" + ports.get(3 * index),
            "--admin-port=" + ports.get(3 * index + 1),
            "--replication-port=" + ports.get(3 * index + 2),
            "--replicate-with=127.0.0.1:" + ports.get(3 * (1 - index) + 2),
            "--replication-insecure=true",
            "--cache-bytes=16MiB",
            "--shutdown-grace-seconds=" + GRACE.toSeconds())
        .awaitServing();
  }
}
