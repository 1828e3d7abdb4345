package io.gunrelay.relay;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.transport.Eventually;
import io.gunrelay.relay.transport.FreePorts;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three relays in two regions take puts all the time. One after the other is killed in the middle
 * of it, and its disk is wiped. What any of them has acknowledged is in the end at all of them.
 */
@Timeout(value = 180, unit = SECONDS)
class LostDisksTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final List<String> REGIONS = List.of("west", "west", "east");
  private static final int WRITES = 400;

  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<PlainWriter> writers = new ArrayList<>();
  private final RelayProcess[] relays = new RelayProcess[REGIONS.size()];
  private final Map<String, String> acknowledged = new HashMap<>();

  @Test
  void whatWasAcknowledgedSurvivesTheLossOfEachDiskInTurn() throws Exception {
    List<Integer> ports = FreePorts.take(REGIONS.size());
    try {
      for (int i = 0; i < relays.length; i++) {
        relays[i] = serve(i, ports);
      }
      for (int victim = 0; victim < relays.length; victim++) {
        awaitAllLinked();
        writeAndLose(victim);
        relays[victim] = serve(victim, ports);
      }
      awaitAllLinked();
      for (RelayProcess relay : relays) {
        relay.kill();
      }
    } finally {
      writers.forEach(PlainWriter::close);
      for (RelayProcess relay : relays) {
        if (relay != null) {
          relay.close();
        }
      }
    }
    assertThat(acknowledged).hasSizeGreaterThan(2 * WRITES * relays.length);
    for (int i = 0; i < relays.length; i++) {
      assertThat(RelayDisks.missing(folder.resolve("relay-" + i), writers))
          .as("acknowledged, and not at relay " + i)
          .isEmpty();
    }
  }

  /** Kills a relay while all are written to, and takes its disk away. */
  private void writeAndLose(int victim) throws Exception {
    List<PlainWriter> now = new ArrayList<>();
    for (int i = 0; i < relays.length; i++) {
      PlainWriter writer =
          PlainWriter.start(http, relays[i].uri(), "relay-%d-while-%d-dies".formatted(i, victim));
      writers.add(writer);
      now.add(writer);
    }
    for (PlainWriter writer : now) {
      Eventually.await("it is under way", SOON, () -> writer.acknowledged().size() > WRITES);
    }
    relays[victim].kill();
    RelayDisks.wipe(folder.resolve("relay-" + victim));
    for (int i = 0; i < relays.length; i++) {
      PlainWriter writer = now.get(i);
      if (i != victim) {
        int before = writer.acknowledged().size();
        Eventually.await(
            "the others go on", SOON, () -> writer.acknowledged().size() > before + WRITES);
      }
    }
    for (PlainWriter writer : now) {
      writer.close();
      acknowledged.putAll(writer.acknowledged());
    }
  }

  private RelayProcess serve(int index, List<Integer> ports) throws IOException {
    List<String> options = new ArrayList<>();
    options.add("--region=" + REGIONS.get(index));
    options.add("--durability=replicated");
    options.add("--replication-port=" + ports.get(index));
    options.add("--replication-insecure=true");
    options.add("--cache-bytes=16MiB");
    options.add(
        "--replicate-with="
            + String.join(",", ports.stream().map(port -> "127.0.0.1:" + port).toList()));
    return RelayProcess.serve(folder.resolve("relay-" + index), options.toArray(String[]::new))
        .awaitServing();
  }

  /** Each takes from each, and has synced what the others have. */
  private void awaitAllLinked() {
    for (RelayProcess relay : relays) {
      Eventually.await(
          "all are linked and equal",
          SOON,
          () ->
              relay.metric("gunrelay_replication_peers_connected") == relays.length - 1
                  && relay.metric("gunrelay_replication_takers") == relays.length - 1
                  && relay.metric("gunrelay_replication_lag_changes") == 0);
    }
  }
}
