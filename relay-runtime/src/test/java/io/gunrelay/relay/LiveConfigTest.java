package io.gunrelay.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.api.ConfigReport;
import io.gunrelay.relay.api.FileDigest;
import io.gunrelay.relay.api.LiveOptions;
import io.gunrelay.relay.config.Option;
import io.gunrelay.relay.transport.Eventually;
import io.gunrelay.relay.transport.RawClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A relay whose configuration file changes while a client is connected to it. */
class LiveConfigTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int FRAMES_ON_THE_WAY = 3;

  @TempDir Path folder;

  @Test
  void aChangedFileIsInForceWhileConnectionsStayOpen() throws Exception {
    String before = "maxMessageBytes: 2000";
    try (ConfiguredRelay relay = ConfiguredRelay.start(folder, before);
        RawClient client = RawClient.open(relay.port())) {
      assertThat(relay.report()).isEqualTo(new ConfigReport(digest(before), List.of(), null));
      String after =
          """
          maxMessageBytes: 1MiB
          maxMessagesPerSecondPerAddress: 1
          allowedOrigins: [https://new.example]
          signedOnly: true
          drainUrl: wss://elsewhere.example/gun
          """;

      relay.write(after);
      relay.awaitInForce(after);

      assertThat(answerToLarge(client))
          .as("a larger message, and a stricter policy")
          .contains("\"err\"")
          .contains("signed");
      for (int i = 0; i < 12; i++) {
        client.text("{\"#\":\"g%d\",\"get\":{\"#\":\"s\"}}".formatted(i));
      }
      awaitText(client, "1 messages a second of one address");
      assertRefused(relay, "https://old.example");
      try (TestSocket page = TestSocket.open(relay.uri(), "https://new.example")) {
        Eventually.await("the relay introduces itself", SOON, () -> page.hasHeard("dam"));
      }
    }
  }

  @Test
  void clientsAreToldOfARegionThatHasCome() throws Exception {
    String before = "entries: [wss://relay.example/gun]";
    try (ConfiguredRelay relay = ConfiguredRelay.start(folder, before)) {
      assertThat(entries(relay)).endsWith("[{\"url\":\"wss://relay.example/gun\"}]}");

      String after = "entries: [wss://relay.example/gun, west=wss://west.example/gun]";
      relay.write(after);
      relay.awaitInForce(after);
      assertThat(entries(relay))
          .contains("{\"region\":\"west\",\"url\":\"wss://west.example/gun\"}");

      relay.write("entries: [https://relay.example]");
      Eventually.await("it is refused", SOON, () -> relay.report().refusal() != null);
      assertThat(relay.report().refusal())
          .contains(
              "entries", "\"https://relay.example\" cannot be used; give URLs such as wss://");
      assertThat(entries(relay)).contains("west");
    }
  }

  private static String entries(ConfiguredRelay relay) throws Exception {
    URI entries = relay.uri().resolve("/.well-known/gun-relay.json");
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(entries).build(), BodyHandlers.ofString())
          .body()
          .strip();
    }
  }

  @Test
  void aFileThatCannotBeUsedLeavesWhatIsInForce() throws Exception {
    String good = "maxConnections: 100";
    try (ConfiguredRelay relay = ConfiguredRelay.start(folder, good);
        RawClient client = RawClient.open(relay.port())) {
      relay.write("maxConnections: 0\nmaxConnection: 7");
      Eventually.await("it is refused", SOON, () -> relay.report().refusal() != null);

      assertThat(relay.report().digest()).isEqualTo(digest(good));
      assertThat(relay.report().refusal())
          .contains("relay.yaml, line 2", "did you mean maxConnections");
      assertThat(relay.metric("gunrelay_config_refused")).isEqualTo(1);
      client.text("{\"#\":\"g\",\"get\":{\"#\":\"s\"}}");
      assertThat(client.readText()).isEqualTo("{\"@\":\"g\"}");

      Files.delete(relay.file());
      Eventually.await(
          "a file that is gone is refused, too",
          SOON,
          () -> String.valueOf(relay.report().refusal()).contains("does not exist"));
      relay.write(good);
      Eventually.await("it is as before", SOON, () -> relay.report().refusal() == null);
      assertThat(relay.metric("gunrelay_config_refused")).isZero();
    }
  }

  @Test
  void anOptionThatTakesARestartIsToldOfAndNotTaken() throws Exception {
    try (ConfiguredRelay relay = ConfiguredRelay.start(folder, "durability: memory")) {
      String changed = "durability: disk\nregionLinks: 3\nmaxConnections: 1";
      relay.write(changed);
      relay.awaitInForce(changed);

      assertThat(relay.report().awaitingRestart()).containsExactly("regionLinks", "durability");
      assertThat(relay.metric("gunrelay_config_awaiting_restart")).isEqualTo(2);
      try (RawClient _ = RawClient.open(relay.port())) {
        assertRefused(relay, "");
      }
      String back = "durability: memory\nmaxConnections: 1";
      relay.write(back);
      relay.awaitInForce(back);
      assertThat(relay.report().awaitingRestart()).isEmpty();
    }
  }

  @Test
  void aFolderThatIsSwappedByASymbolicLinkIsReadAsKubernetesMountsIt() throws Exception {
    Path one = Files.createDirectory(folder.resolve("..1"));
    Path two = Files.createDirectory(folder.resolve("..2"));
    Files.writeString(one.resolve("relay.yaml"), "maxConnections: 10");
    Files.writeString(two.resolve("relay.yaml"), "maxConnections: 11");
    Path data = Files.createSymbolicLink(folder.resolve("..data"), Path.of("..1"));
    Files.createSymbolicLink(folder.resolve("relay.yaml"), Path.of("..data", "relay.yaml"));
    try (ConfiguredRelay relay = ConfiguredRelay.start(folder)) {
      Path next = Files.createSymbolicLink(folder.resolve("..data_tmp"), Path.of("..2"));
      Files.move(next, data, StandardCopyOption.ATOMIC_MOVE);

      relay.awaitInForce("maxConnections: 11");
    }
  }

  @Test
  void aProcessTakesTheLogLevelAndSaysWhatItTook() throws Exception {
    Path file = Files.writeString(folder.resolve("relay.yaml"), "logLevel: info");
    try (RelayProcess relay =
        RelayProcess.serve(folder.resolve("data"), "--config=" + file).awaitServing()) {
      Files.writeString(file, "logLevel: error");
      awaitReport(relay, "logLevel: error");
      Files.writeString(file, "logLevel: error\nmaxConnections: 77");
      awaitReport(relay, "logLevel: error\nmaxConnections: 77");
      Files.writeString(file, "logLevel: loud");
      Eventually.await(
          "it complains", SOON, () -> has(relay, "\"loud\" cannot be used; give one of"));
      Files.writeString(file, "logLevel: info\nmaxConnections: 78");
      Eventually.await("it says so", SOON, () -> has(relay, "maxConnections is 78"));

      assertThat(relay.lines()).noneMatch(line -> line.contains("maxConnections is 77"));
    }
  }

  @Test
  void everyLiveOptionIsAnOption() {
    assertThat(Arrays.stream(Option.values()).filter(Option::isLive).map(Option::key))
        .containsExactlyInAnyOrderElementsOf(LiveOptions.KEYS);
  }

  /** A frame that comes together with the change may still be measured by what held before. */
  private static String answerToLarge(RawClient client) throws IOException {
    String answer = "Message too big!";
    for (int i = 0; i < FRAMES_ON_THE_WAY && answer.contains("too big"); i++) {
      client.text(put("a" + i, 100_000));
      answer = client.readText();
    }
    return answer;
  }

  /** Until it is told so; whatever else it is told is passed over. */
  private static void awaitText(RawClient client, String part) throws IOException {
    while (!client.readText().contains(part)) {
      // An answer.
    }
  }

  private static boolean has(RelayProcess relay, String part) {
    return relay.lines().stream().anyMatch(line -> line.contains(part));
  }

  private static void awaitReport(RelayProcess relay, String text) {
    Eventually.await(
        "it is in force: " + text,
        SOON,
        Duration.ofMillis(50),
        () -> relay.get("/report").contains(digest(text)));
  }

  private static void assertRefused(ConfiguredRelay relay, String origin) {
    try (TestSocket _ = TestSocket.open(relay.uri(), origin)) {
      throw new AssertionError("let in: " + origin);
    } catch (CompletionException refused) {
      assertThat(refused).hasMessageContaining("WebSocketHandshakeException");
    }
  }

  private static String digest(String text) {
    return FileDigest.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String put(String id, int bytes) {
    return "{\"#\":\"%s\",\"put\":{\"s\":{\"_\":{\"#\":\"s\",\">\":{\"k\":1}},\"k\":\"%s\"}}}"
        .formatted(id, "x".repeat(bytes));
  }
}
