package io.gunrelay.relay;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.api.Complaint;
import io.gunrelay.relay.transport.Eventually;
import io.gunrelay.relay.transport.FreePorts;
import io.gunrelay.relay.transport.RawClient;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two relays in processes of their own take puts all the time; the disk of one becomes full. */
@Timeout(value = 180, unit = SECONDS)
class FullDiskOfTwoTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration IDLE = Duration.ofMillis(500);
  private static final int WRITES = 300;

  /** More than the tail and the window hold together, so that a new snapshot is needed. */
  private static final int LARGE_PUTS = 30;

  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<RelayProcess> relays = new ArrayList<>();
  private final List<PlainWriter> writers = new ArrayList<>();
  private List<Integer> ports = List.of();

  @AfterEach
  void stopAll() {
    writers.forEach(PlainWriter::close);
    relays.forEach(RelayProcess::close);
  }

  @Test
  void theFullOneWaitsAndTheOtherGoesOnUntilThereIsSpaceAgain() throws Exception {
    ports = FreePorts.take(2);
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 160)) {
      Path atFull = disk.path().resolve("data");
      Path atOther = folder.resolve("other");
      RelayProcess full = serve(atFull, 0).awaitServing();
      RelayProcess other = serve(atOther, 1).awaitServing();
      RelayProcess.awaitEqual(full, other);
      PlainWriter writerAtFull = begin(full, "at-full");
      PlainWriter writerAtOther = begin(other, "at-other");

      disk.fill();
      putUntilRefused(full);
      assertThat(full.get("/readyz")).startsWith("503 " + Complaint.NO_SPACE);
      assertThat(full.metric("gunrelay_store_trouble")).isEqualTo(1);
      int lines = full.lines().size();
      int othersLines = other.lines().size();

      putLarge(other);
      goesOn(writerAtOther);
      assertReads(full);
      int acknowledged = writerAtFull.acknowledged().size();
      double refused = refused(full);
      Eventually.await("puts are refused", SOON, () -> refused(full) > refused + WRITES);
      assertThat(writerAtFull.acknowledged()).hasSize(acknowledged);
      Eventually.await(
          "each says that the full one is behind",
          SOON,
          () ->
              other.metric("gunrelay_replication_lag_changes") > WRITES
                  && full.metric("gunrelay_replication_behind_changes") > WRITES);
      Eventually.await(
          "the other one knows why",
          SOON,
          () ->
              other
                  .get("/report")
                  .matches("(?s).*\"ready\":false,\"[^}]*" + Complaint.NO_SPACE + ".*"));
      assertThat(other.get("/readyz")).startsWith("200 ");
      writerAtFull.close();
      writerAtOther.close();
      awaitIdle(full);
      awaitIdle(other);
      assertThat(full.metric("gunrelay_replication_takers")).isEqualTo(1);
      assertThat(other.metric("gunrelay_replication_takers")).isEqualTo(1);
      assertThat(full.lines()).filteredOn(line -> line.contains("no space is left")).hasSize(1);
      assertThat(full.lines()).hasSizeLessThan(lines + 3);
      assertThat(other.lines()).hasSizeLessThan(othersLines + 3);

      disk.free();
      full.awaitReady();
      goesOn(begin(full, "at-full-again"));
      goesOn(begin(other, "at-other-again"));
      writers.forEach(PlainWriter::close);
      RelayProcess.awaitEqual(full, other);
      for (RelayProcess relay : relays) {
        relay.terminate();
        assertThat(relay.exitCode()).isZero();
      }
      assertThat(RelayDisks.contents(atFull)).isEqualTo(RelayDisks.contents(atOther));
      for (Path data : List.of(atFull, atOther)) {
        assertThat(RelayDisks.missing(data, writers)).as("at %s", data).isEmpty();
      }
    }
  }

  private RelayProcess serve(Path data, int index) throws IOException {
    RelayProcess relay =
        RelayProcess.serve(
            data,
            "--cache-bytes=16MiB",
            "--shutdown-grace-seconds=3",
            "--replication-insecure=true",
            "--replication-port=" + ports.get(index),
            "--replicate-with=127.0.0.1:" + ports.get(1 - index));
    relays.add(relay);
    return relay;
  }

  private PlainWriter begin(RelayProcess relay, String soul) {
    PlainWriter writer = PlainWriter.start(http, relay.uri(), soul, () -> 1, Duration.ofMillis(1));
    writers.add(writer);
    Eventually.await("it is under way", SOON, () -> !writer.acknowledged().isEmpty());
    return writer;
  }

  private static void goesOn(PlainWriter writer) {
    int before = writer.acknowledged().size();
    Eventually.await(
        writer.soul() + " goes on", SOON, () -> writer.acknowledged().size() > before + WRITES);
  }

  /** Some space was set aside while there was any. */
  private static void putUntilRefused(RelayProcess full) throws IOException {
    try (RawClient client = RawClient.open(full.port())) {
      String answer = "";
      for (int n = 0; n < 100 && !answer.contains("err"); n++) {
        answer = put(client, "large-at-full", n);
      }
      assertThat(answer).contains("the relay's disk is full");
    }
  }

  private static void putLarge(RelayProcess other) throws IOException {
    try (RawClient client = RawClient.open(other.port())) {
      for (int n = 0; n < LARGE_PUTS; n++) {
        assertThat(put(client, "large-at-other", n)).contains("\"ok\":true");
      }
    }
  }

  private static String put(RawClient client, String soul, int n) throws IOException {
    client.text(
        "{\"#\":\"p%2$d\",\"put\":{\"%1$s\":{\"_\":{\"#\":\"%1$s\",\">\":{\"k%2$d\":1}},\"k%2$d\":\"%3$s\"}}}"
            .formatted(soul, n, "x".repeat(1_000_000)));
    return client.readText();
  }

  private static void assertReads(RelayProcess full) throws IOException {
    try (RawClient client = RawClient.open(full.port())) {
      client.text("{\"#\":\"g1\",\"get\":{\"#\":\"at-full\",\".\":\"k1\"}}");
      assertThat(client.readText()).contains("\"k1\":1");
      client.text("{\"#\":\"g2\",\"get\":{\"#\":\"never\"}}");
      assertThat(client.readText()).contains("\"@\":\"g2\"");
    }
  }

  private static double refused(RelayProcess relay) {
    return relay.metric("gunrelay_puts_refused_total{reason=\"disk\"}");
  }

  /** Who tries again and again without a pause never gets there. */
  private static void awaitIdle(RelayProcess relay) {
    Eventually.await(
        "half a second passes with little work",
        SOON,
        () -> {
          Duration before = relay.processorTime();
          long start = System.nanoTime();
          LockSupport.parkNanos(IDLE.toNanos());
          long passed = System.nanoTime() - start;
          return relay.processorTime().minus(before).toNanos() < passed / 20;
        });
  }
}
