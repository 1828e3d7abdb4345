package io.gunrelay.relay;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.gunrelay.relay.transport.Eventually;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three relays in each of two regions, on hosts of their own and with clocks that are up to ten
 * seconds out, take puts all the time, while ways between them are cut, packets are lost, processes
 * are killed and disks are wiped one at a time. What any of them has acknowledged is in the end at
 * all of them, and all are equal.
 *
 * <p>{@code -Dnetwork.rounds=N} does it all N times.
 */
@Timeout(value = 600, unit = SECONDS)
class CutNetworkTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  /** Longer than a silent link is kept. */
  private static final Duration CUT = Duration.ofSeconds(5);

  private static final List<Integer> SKEWS = List.of(0, 10, -10, 3, -3, 7);
  private static final int RELAYS = SKEWS.size();
  private static final int IN_A_REGION = 3;
  private static final int REPLICATION_PORT = 8766;

  /** A few processors have six relays to run. */
  private static final Duration PAUSE = Duration.ofMillis(2);

  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<PlainWriter> writers = new ArrayList<>();
  private final PlainWriter[] writing = new PlainWriter[RELAYS];
  private final RelayProcess[] relays = new RelayProcess[RELAYS];
  private @Nullable Namespaces network;

  @BeforeEach
  void makeNetwork() throws IOException {
    try {
      network = Namespaces.make(RELAYS);
    } catch (IOException e) {
      if (System.getenv("GUNRELAY_REQUIRE_ALL") != null) {
        throw e;
      }
      abort("network namespaces cannot be made here, which takes root, ip and nft: " + e);
    }
  }

  @AfterEach
  void closeAll() {
    writers.forEach(PlainWriter::close);
    for (RelayProcess relay : relays) {
      if (relay != null) {
        relay.close();
      }
    }
    if (network != null) {
      network.close();
    }
  }

  @Test
  void whatWasAcknowledgedSurvivesCutsAndLosses() throws Exception {
    for (int i = 0; i < RELAYS; i++) {
      relays[i] = serve(i);
    }
    for (int i = 0; i < RELAYS; i++) {
      relays[i].awaitServing();
    }
    awaitAllEqual();
    for (int i = 0; i < RELAYS; i++) {
      write(i);
    }
    for (int round = 0; round < Integer.getInteger("network.rounds", 1); round++) {
      letThingsHappen(round);
    }
    Thread.sleep(SKEWS.stream().mapToInt(Math::abs).max().orElse(0) * 1_000L);
    writers.forEach(PlainWriter::close);
    awaitAllEqual();
    for (RelayProcess relay : relays) {
      relay.terminate();
    }
    for (RelayProcess relay : relays) {
      assertThat(relay.exitCode()).isZero();
    }
    Set<String> first = RelayDisks.values(data(0), writers);
    for (int i = 0; i < RELAYS; i++) {
      assertThat(RelayDisks.missing(data(i), writers))
          .as("acknowledged, and not at relay " + i)
          .isEmpty();
      assertThat(RelayDisks.values(data(i), writers)).as("at relay " + i).isEqualTo(first);
    }
    assertThat(writers).allSatisfy(writer -> assertThat(writer.acknowledged()).isNotEmpty());
  }

  private void letThingsHappen(int round) throws Exception {
    separateRegions();
    network().heal();
    awaitAllLinked();
    cutWays();
    kill(2 + round % 2);
    network().heal();
    loseDisk(round % RELAYS);
    loseDisk((round + 4) % RELAYS);
  }

  private void separateRegions() throws Exception {
    for (int west = 0; west < IN_A_REGION; west++) {
      for (int east = IN_A_REGION; east < RELAYS; east++) {
        network().cut(west, east);
        network().cut(east, west);
      }
    }
    Thread.sleep(CUT);
    awaitProgress(0);
    awaitProgress(RELAYS - 1);
  }

  private void cutWays() throws Exception {
    network().cut(0, 1);
    network().cut(4, 0);
    network().forbidDialling(3, 5);
    network().lose(4, 5);
    Thread.sleep(CUT);
    awaitProgress(5);
  }

  /** Its disk stays. */
  private void kill(int victim) throws Exception {
    relays[victim].kill();
    awaitProgress((victim + 1) % RELAYS);
    relays[victim] = serve(victim).awaitServing();
    write(victim);
  }

  private void loseDisk(int victim) throws Exception {
    awaitAllEqual();
    relays[victim].kill();
    RelayDisks.wipe(data(victim));
    awaitProgress((victim + 1) % RELAYS);
    relays[victim] = serve(victim).awaitServing();
    write(victim);
  }

  /** Half of the relays get puts of the present, which is the future for some. */
  private void write(int at) {
    String soul = "relay-%d-%d".formatted(at, writers.size());
    PlainWriter writer =
        PlainWriter.start(
            http,
            relays[at].uri(),
            soul,
            () -> at % 2 == 0 ? System.currentTimeMillis() : 1,
            PAUSE);
    writers.add(writer);
    writing[at] = writer;
  }

  private void awaitProgress(int at) {
    PlainWriter writer = writing[at];
    int before = writer.acknowledged().size();
    Eventually.await(
        "puts are acknowledged at relay " + at, SOON, () -> writer.acknowledged().size() > before);
  }

  private void awaitAllLinked() {
    for (RelayProcess relay : relays) {
      Eventually.await(
          "it takes from its region and another",
          SOON,
          () -> relay.metric("gunrelay_replication_peers_connected") >= IN_A_REGION);
    }
  }

  /** Each has synced what the others have. */
  private void awaitAllEqual() {
    awaitAllLinked();
    for (RelayProcess relay : relays) {
      Eventually.await(
          "it has what the others have",
          SOON,
          () -> relay.metric("gunrelay_replication_lag_changes") < 500);
    }
  }

  private Path data(int relay) {
    return folder.resolve("relay-" + relay);
  }

  private RelayProcess serve(int index) throws IOException {
    List<String> others =
        IntStream.range(0, RELAYS)
            .mapToObj(i -> network().address(i) + ":" + REPLICATION_PORT)
            .toList();
    return RelayProcess.serveSkewed(
        network().launcher(index),
        Duration.ofSeconds(SKEWS.get(index)),
        List.of(
            "--bind-address=" + network().address(index),
            "--data-dir=" + data(index),
            "--region=" + (index < IN_A_REGION ? "west" : "east"),
            "--durability=replicated",
            "--replication-port=" + REPLICATION_PORT,
            "--replication-insecure=true",
            "--cache-bytes=16MiB",
            "--replicate-with=" + String.join(",", others)));
  }

  private Namespaces network() {
    return Objects.requireNonNull(network);
  }
}
