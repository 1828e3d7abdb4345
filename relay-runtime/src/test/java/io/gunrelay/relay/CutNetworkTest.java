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
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three relays in each of two regions, on hosts of their own and with clocks that are up to ten
 * seconds out, take puts all the time, of plain clients and of gun.js, while ways between them are
 * cut, packets are lost, processes are killed and disks are wiped one at a time. What any of them
 * has acknowledged is in the end at all of them, and all are equal.
 *
 * <p>{@code -Dnetwork.rounds=N} does it all N times; {@code -Dnetwork.durability=disk} is seen to
 * fail.
 */
@Timeout(value = 600, unit = SECONDS)
class CutNetworkTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  /** More than are on their way when a relay is cut off, of those that a writer has open. */
  private static final int PUTS_TO_LOSE = 40;

  private static final int PUTS_BY_BROWSERS = 100;

  private static final List<Integer> SKEWS = List.of(0, 10, -10, 3, -3, 7);
  private static final int MOST_BEHIND = 2;
  private static final int RELAYS = SKEWS.size();
  private static final int IN_A_REGION = 3;
  private static final int REPLICATION_PORT = 8766;

  /** A few processors have six relays to run. */
  private static final Duration PAUSE = Duration.ofMillis(5);

  private static final Duration POLL = Duration.ofMillis(100);

  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<PlainWriter> writers = new ArrayList<>();
  private final List<GunJsWriter> browsers = new ArrayList<>();
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
    browsers.forEach(GunJsWriter::close);
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
    browsers.add(GunJsWriter.start(relays[0].uri(), "browser-west", "browser-east"));
    browsers.add(GunJsWriter.start(relays[IN_A_REGION].uri(), "browser-east", "browser-west"));
    awaitAllEqual();
    for (int i = 0; i < RELAYS; i++) {
      write(i);
    }
    for (int round = 0; round < Integer.getInteger("network.rounds", 1); round++) {
      letThingsHappen(round);
    }
    // Its puts are due only when its clock says so; meanwhile the last disk is lost.
    await("some were due", () -> !writing[MOST_BEHIND].acknowledged().isEmpty());
    writing[MOST_BEHIND].close();
    loseDisk(IN_A_REGION);
    awaitProgress(IN_A_REGION);
    writers.forEach(PlainWriter::close);
    browsers.forEach(GunJsWriter::stop);
    for (RelayProcess relay : relays) {
      await("nothing is to come", () -> relay.metric("gunrelay_graph_deferred") == 0);
    }
    awaitAllEqual();
    checkBrowsers();
    for (RelayProcess relay : relays) {
      relay.terminate();
    }
    for (RelayProcess relay : relays) {
      assertThat(relay.exitCode()).isZero();
    }
    checkDisks();
  }

  /** What gun.js has been told is stored is at every relay, and each has heard of the other's. */
  private void checkBrowsers() throws InterruptedException {
    for (GunJsWriter browser : browsers) {
      Map<String, String> acknowledged = Map.copyOf(browser.acknowledged());
      assertThat(acknowledged).hasSizeGreaterThan(PUTS_BY_BROWSERS);
      for (RelayProcess relay : relays) {
        assertThat(PlainReader.missing(http, relay.uri(), browser.soul(), acknowledged))
            .as("acknowledged to gun.js, and not at " + relay.uri())
            .isEmpty();
      }
      for (GunJsWriter other : browsers) {
        if (other != browser) {
          await(
              other.soul() + " hears of all of " + browser.soul(),
              () -> other.heard().containsAll(acknowledged.keySet()));
        }
      }
    }
  }

  private void checkDisks() {
    Set<String> first = Set.of();
    for (int i = 0; i < RELAYS; i++) {
      Set<String> values = RelayDisks.values(data(i), writers);
      assertThat(RelayDisks.missing(values, writers))
          .as("acknowledged, and not at relay " + i)
          .isEmpty();
      if (i == 0) {
        first = values;
      }
      assertThat(values).as("at relay " + i).isEqualTo(first);
    }
    assertThat(writers).allSatisfy(writer -> assertThat(writer.acknowledged()).isNotEmpty());
  }

  private void letThingsHappen(int round) throws Exception {
    separateRegions();
    network().heal();
    awaitAllLinked();
    cutWays(2 + round % 2);
    network().heal();
    loseDisk(round % RELAYS);
  }

  /** Puts wait until another region's relays are given up, and go on then. */
  private void separateRegions() throws Exception {
    for (int west = 0; west < IN_A_REGION; west++) {
      for (int east = IN_A_REGION; east < RELAYS; east++) {
        network().cut(west, east);
        network().cut(east, west);
      }
    }
    for (RelayProcess relay : relays) {
      await(
          "it takes from its region only",
          () -> relay.metric("gunrelay_replication_peers_connected") < IN_A_REGION);
    }
    awaitProgress(0);
    awaitProgress(RELAYS - 1);
  }

  /** Ways are cut one by one, and a process ends; its disk stays. */
  private void cutWays(int victim) throws Exception {
    await("some of its puts were due", () -> !writing[victim].acknowledged().isEmpty());
    await("a relay takes from the next", () -> takes(1, 0));
    network().cut(0, 1);
    network().cut(4, 0);
    network().forbidDialling(3, 5);
    network().lose(4, 5);
    relays[victim].kill();
    await("a silent link is given up", () -> !takes(1, 0));
    awaitProgress(5);
    relays[victim] = serve(victim).awaitServing();
    write(victim);
  }

  /** Whether changes flow from one to the other, as that one says. */
  private boolean takes(int relay, int from) {
    String linked =
        "\"address\"\\s*:\\s*\"%s:%d\"\\s*,\\s*\"connected\"\\s*:\\s*true"
            .formatted(Pattern.quote(network().address(from)), REPLICATION_PORT);
    return Pattern.compile(linked).matcher(relays[relay].get("/report")).find();
  }

  /** What it says just before is heard by its clients only: so it must not promise anything. */
  private void loseDisk(int victim) throws Exception {
    awaitAllEqual();
    for (int other = 0; other < RELAYS; other++) {
      if (other != victim) {
        network().cut(victim, other);
      }
    }
    PlainWriter writer = writing[victim];
    int before = writer.acknowledged().size();
    await(
        "its puts are acknowledged or wait",
        () -> writer.isStuck() || writer.acknowledged().size() > before + PUTS_TO_LOSE);
    relays[victim].kill();
    network().heal();
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
    await("puts are acknowledged at relay " + at, () -> writer.acknowledged().size() > before);
  }

  private void awaitAllLinked() {
    for (RelayProcess relay : relays) {
      await(
          "it takes from its region and another",
          () -> relay.metric("gunrelay_replication_peers_connected") >= IN_A_REGION);
    }
  }

  /** Each has synced what the others have. */
  private void awaitAllEqual() {
    awaitAllLinked();
    for (RelayProcess relay : relays) {
      await(
          "it has what the others have",
          () -> relay.metric("gunrelay_replication_lag_changes") < 500);
    }
  }

  /** To be asked costs a relay more than to be written to. */
  private static void await(String what, BooleanSupplier condition) {
    Eventually.await(what, SOON, POLL, condition);
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
            "--durability=" + System.getProperty("network.durability", "replicated"),
            "--replication-port=" + REPLICATION_PORT,
            "--replication-insecure=true",
            "--cache-bytes=16MiB",
            "--replicate-with=" + String.join(",", others)));
  }

  private Namespaces network() {
    return Objects.requireNonNull(network);
  }
}
