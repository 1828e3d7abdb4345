package io.gunrelay.relay.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));
  private static final String KEY = "x".repeat(43) + "." + "y".repeat(43);

  @TempDir Path folder;

  @Test
  void aLineTellsWhoLeftAndHowMuchWentBothWays() throws Exception {
    JsonNode line =
        only(
            new Event.Closed(
                7,
                "192.0.2.1:5",
                "https://app.example",
                Duration.ofMillis(1_500),
                new Event.Traffic(10, 1),
                new Event.Traffic(20, 2),
                "client",
                1000));
    assertThat(line.toString())
        .isEqualTo(
            "{\"time\":\"2026-01-01T00:00:00Z\",\"log\":\"audit\",\"event\":\"closed\","
                + "\"connection\":7,\"client\":\"192.0.2.1:5\",\"origin\":\"https://app.example\","
                + "\"seconds\":1.5,\"received_bytes\":10,\"received_messages\":1,"
                + "\"sent_bytes\":20,\"sent_messages\":2,\"reason\":\"client\",\"code\":1000}");
  }

  @Test
  void aSoulIsNamedByItsOwnersKeyOrByAHash() throws Exception {
    assertThat(only(refusal("~" + KEY + "/my diary")).toString())
        .contains("\"key\":\"" + KEY + "\"")
        .doesNotContain("diary");
    assertThat(only(refusal("my diary")).toString())
        .containsPattern("\"soul_hash\":\"[0-9a-f]{16}\"")
        .doesNotContain("diary");
  }

  @Test
  void whatAClientSaysOfItselfCannotMakeALineOfItsOwn() throws Exception {
    Path file = folder.resolve("log");
    try (EventLog log = open(file, 1 << 20)) {
      log.add(new Event.Opened(1, "c", "evil\n{\"event\":\"command\"}"));
    }
    assertThat(Files.readAllLines(file)).hasSize(1);
  }

  @Test
  void aFileIsPutAsideAtItsSizeAndTheOldestIsDropped() throws Exception {
    Path file = folder.resolve("new/log");
    for (int i = 0; i < 6; i++) {
      // Each is about as long as the file may be.
      try (EventLog log = open(file, 300)) {
        log.add(new Event.Opened(i, "c".repeat(100), "o".repeat(100)));
      }
    }
    try (var files = Files.list(file.resolveSibling("."))) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("log", "log.1", "log.2", "log.3");
    }
    assertThat(Files.readString(file)).contains("\"connection\":5");
    assertThat(Files.readString(file.resolveSibling("log.1"))).contains("\"connection\":4");
  }

  @Test
  void aFileThatSomebodyMovedAwayIsMadeAnew() throws Exception {
    Path file = folder.resolve("log");
    LogFile lines = LogFile.open(file, 1 << 20);
    lines.write(new byte[] {'a', '\n'});
    Files.move(file, folder.resolve("moved"));
    lines.write(new byte[] {'b', '\n'});
    lines.close();
    assertThat(Files.readString(folder.resolve("moved"))).isEqualTo("a\n");
    assertThat(Files.readString(file)).isEqualTo("b\n");
  }

  @Test
  void whoAddsIsNeverHeldUpAndWhatDoesNotFitIsCounted() throws Exception {
    CountDownLatch stuck = new CountDownLatch(1);
    EventLog log = new EventLog("audit", CLOCK, new Stuck(stuck));
    int tries = EventLog.MAX_WAITING * 2;
    for (int i = 0; i < tries; i++) {
      log.add(refusal("soul"));
    }
    assertThat(log.dropped()).isBetween(EventLog.MAX_WAITING - 1_000L, (long) tries);
    stuck.countDown();
    log.close();
    assertThat(log.dropped() + log.written()).isEqualTo(tries);
  }

  @Test
  void aDiskThatTakesNothingCostsLinesAndNothingElse() throws Exception {
    EventLog log =
        new EventLog(
            "audit",
            CLOCK,
            new EventLog.Destination() {
              @Override
              public void write(byte[] lines) throws IOException {
                throw new IOException("no space left");
              }

              @Override
              public void close() {}
            });
    log.add(refusal("soul"));
    log.close();
    assertThat(log.dropped()).isEqualTo(1);
  }

  private JsonNode only(Event event) throws IOException {
    Path file = Files.createTempFile(folder, "only", ".log");
    try (EventLog log = open(file, 1 << 20)) {
      log.add(event);
    }
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(1);
    return new ObjectMapper().readTree(lines.getFirst());
  }

  private static EventLog open(Path file, long maxBytes) throws IOException {
    return new EventLog("audit", CLOCK, LogFile.open(file, maxBytes));
  }

  private static Event refusal(String soul) {
    return new Event.Refused("put", "unsigned", 1, "192.0.2.1:5", soul);
  }

  private record Stuck(CountDownLatch until) implements EventLog.Destination {
    @Override
    public void write(byte[] lines) throws IOException {
      try {
        until.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }

    @Override
    public void close() {}
  }
}
