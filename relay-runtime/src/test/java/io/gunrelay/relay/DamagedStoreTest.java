package io.gunrelay.relay;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.transport.Eventually;
import io.gunrelay.relay.transport.FreePorts;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two relays, one of whose stores is damaged, in processes of their own. */
@Timeout(value = 180, unit = SECONDS)
class DamagedStoreTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int WRITES = 400;

  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<RelayProcess> relays = new ArrayList<>();
  private final List<PlainWriter> writers = new ArrayList<>();
  private List<Integer> ports = List.of();

  @BeforeEach
  void choosePorts() throws IOException {
    ports = FreePorts.take(2);
  }

  @AfterEach
  void stopAll() {
    writers.forEach(PlainWriter::close);
    relays.forEach(RelayProcess::close);
  }

  @Test
  void aStoreThatCannotBeOpenedIsSetAsideAndFilledAgain() throws Exception {
    RelayProcess sound = serve("sound", 0).awaitServing();
    RelayProcess sick = serve("sick", 1).awaitServing();
    sick.awaitReady();
    write(sound);
    write(sick);
    RelayProcess.awaitEqual(sound, sick);
    sick.kill();
    damageManifest(data("sick"));

    RelayProcess mended = serve("sick", 1).awaitServing();
    mended.awaitReady();
    assertThat(mended.lines())
        .anyMatch(line -> line.contains("is damaged and was set aside in " + data("sick")));
    assertThat(mended.metric("gunrelay_store_set_aside")).isEqualTo(1);
    assertThat(mended.metric("gunrelay_store_refilling")).isZero();
    assertThat(mended.get("/readyz")).contains("a damaged store lies in " + data("sick"));
    assertThat(data("sick").resolve("REFILLING")).doesNotExist();
    write(mended);
    write(sound);
    RelayProcess.awaitEqual(sound, mended);
    assertEqualAndComplete(sound, mended);
  }

  @Test
  void aByteThatTurnsOverIsFoundWhileTheRelayRunsAndTheStoreIsReplaced() throws Exception {
    RelayProcess sound = serve("sound", 0).awaitServing();
    RelayProcess before = serve("sick", 1).awaitServing();
    before.awaitReady();
    write(sound);
    write(before);
    before.kill();
    // A start moves what is in the log to tables.
    RelayProcess sick = serve("sick", 1, "--scrub-interval-seconds=1").awaitServing();
    sick.awaitReady();
    RelayProcess.awaitEqual(sound, sick);
    Eventually.await(
        "all is well so far", SOON, () -> sick.metric("gunrelay_store_scrubbed_at_seconds") > 0);
    PlainWriter atSick = begin(sick);
    PlainWriter atSound = begin(sound);
    damageTables(data("sick"));

    assertThat(sick.exitCode()).isEqualTo(ExitCode.STORE_DAMAGED.code());
    assertThat(sick.lines())
        .anyMatch(line -> line.contains("is damaged") && line.contains("gives way"));
    assertThat(data("sick").resolve("DAMAGED")).exists();
    RelayProcess mended = serve("sick", 1).awaitServing();
    mended.awaitReady();
    assertThat(mended.metric("gunrelay_store_set_aside")).isEqualTo(1);
    int until = atSound.acknowledged().size();
    Eventually.await("puts go on", SOON, () -> atSound.acknowledged().size() > until + WRITES);
    atSick.close();
    atSound.close();
    assertEqualAndComplete(sound, mended);
  }

  @Test
  void aNewStoreIsNotServedBeforeAnotherRelayHasFilledIt() throws Exception {
    RelayProcess sound = serve("sound", 0).awaitServing();
    RelayProcess sick = serve("sick", 1).awaitServing();
    sick.awaitReady();
    write(sound);
    RelayProcess.awaitEqual(sound, sick);
    sick.kill();
    sound.kill();
    damageManifest(data("sick"));

    for (int start = 0; start < 2; start++) {
      RelayProcess alone = serve("sick", 1).awaitServing();
      Eventually.await(
          "it says what it waits for",
          SOON,
          () -> alone.get("/readyz").contains("503 the store was damaged and lies in "));
      alone.kill();
    }
    RelayProcess mended = serve("sick", 1).awaitServing();
    RelayProcess back = serve("sound", 0).awaitServing();
    mended.awaitReady();
    assertEqualAndComplete(back, mended);
  }

  @Test
  void aDamagedStoreIsLeftToPeopleIfTheyWantThat() throws Exception {
    serve("sick", 1).awaitServing().kill();
    damageManifest(data("sick"));
    List<Path> before = files(data("sick"));
    RelayProcess refused = serve("sick", 1, "--when-damaged=refuse");
    assertThat(refused.exitCode()).isEqualTo(ExitCode.STORE_CORRUPT.code());
    assertThat(refused.lines()).singleElement().asString().contains("set the folder aside");
    assertThat(files(data("sick"))).containsAll(before);
  }

  @Test
  void aMarkedStoreIsNotTakenFromWhoHasItOpen() throws Exception {
    RelayProcess open = serve("sick", 1).awaitServing();
    Files.writeString(data("sick").resolve("DAMAGED"), "damaged-20260101T000000Z\nwhy\n");
    RelayProcess refused = serve("sick", 0);
    assertThat(refused.exitCode()).isEqualTo(ExitCode.DATA_LOCKED.code());
    assertThat(data("sick").resolve("CURRENT")).exists();
    open.kill();

    RelayProcess people = serve("sick", 1, "--when-damaged=refuse");
    assertThat(people.exitCode()).isEqualTo(ExitCode.STORE_CORRUPT.code());
    assertThat(people.lines()).singleElement().asString().contains("delete its file DAMAGED");
  }

  private RelayProcess serve(String name, int index, String... more) throws IOException {
    List<String> options = new ArrayList<>(List.of(more));
    options.add("--durability=replicated");
    options.add("--replication-port=" + ports.get(index));
    options.add("--cache-bytes=16MiB");
    options.add("--shutdown-grace-seconds=3");
    options.add("--replication-insecure=true");
    options.add("--replicate-with=127.0.0.1:" + ports.get(1 - index));
    RelayProcess relay = RelayProcess.serve(data(name), options.toArray(String[]::new));
    relays.add(relay);
    return relay;
  }

  private void write(RelayProcess relay) {
    begin(relay).close();
  }

  private PlainWriter begin(RelayProcess relay) {
    PlainWriter writer = PlainWriter.start(http, relay.uri(), "soul" + writers.size());
    writers.add(writer);
    Eventually.await("it is under way", SOON, () -> writer.acknowledged().size() > WRITES);
    return writer;
  }

  /** Also after a kill: what is equal has been synced. */
  private void assertEqualAndComplete(RelayProcess sound, RelayProcess mended) throws Exception {
    RelayProcess.awaitEqual(sound, mended);
    sound.kill();
    mended.kill();
    assertThat(RelayDisks.contents(data("sick")))
        .hasSizeGreaterThan(WRITES * writers.size())
        .isEqualTo(RelayDisks.contents(data("sound")));
    for (String name : List.of("sound", "sick")) {
      assertThat(RelayDisks.missing(data(name), writers)).as("at %s", name).isEmpty();
    }
  }

  private Path data(String name) {
    return folder.resolve(name);
  }

  private static void damageManifest(Path data) throws IOException {
    for (Path file : files(data)) {
      if (file.getFileName().toString().startsWith("MANIFEST")) {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 0x55;
        Files.write(file, bytes);
      }
    }
  }

  /** Turns over one byte of each. */
  private static void damageTables(Path data) throws IOException {
    for (Path file : files(data)) {
      if (file.toString().endsWith(".sst")) {
        try (RandomAccessFile table = new RandomAccessFile(file.toFile(), "rw")) {
          table.seek(table.length() / 3);
          int old = table.read();
          table.seek(table.length() / 3);
          table.write(old ^ 0x5A);
        }
      }
    }
  }

  private static List<Path> files(Path data) throws IOException {
    try (Stream<Path> files = Files.list(data)) {
      return files.toList();
    }
  }
}
