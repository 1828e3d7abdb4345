package io.gunrelay.e2e.gunjs;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against gun.js' own relay, so that what is tested is the driver. */
@Timeout(value = 90, unit = SECONDS)
class GunJsTest {
  private static final Duration SOON = Duration.ofSeconds(15);

  @TempDir Path folder;

  @Test
  void aPutIsAcknowledgedAndAnotherClientIsToldAndCanReadIt() {
    try (GunJsRelay relay = GunJsRelay.start(folder);
        GunJsClient writer = GunJsClient.start(relay.uri());
        GunJsClient reader = GunJsClient.start(relay.uri())) {
      Subscription tabs = reader.onEach(List.of("tabs"));

      Ack ack = writer.put(List.of("tabs"), Map.of("first", "a", "second", 2)).join();

      assertThat(ack.ok()).isTrue();
      assertThat(ack.took()).isPositive();
      Update told = tabs.await(update -> update.key().equals("second"), SOON);
      assertThat(told.value()).isEqualTo(IntNode.valueOf(2));
      assertThat(told.atMillis()).isGreaterThan(ack.sentAtMillis());
      assertThat(reader.once(List.of("tabs", "first")).join()).contains(TextNode.valueOf("a"));
      assertThat(reader.once(List.of("nothing")).join()).isEmpty();
    }
  }

  @Test
  void anotherAddressIsDialedUnderTheHostOfTheUrl() {
    try (GunJsRelay relay = GunJsRelay.start(folder);
        GunJsClient client =
            GunJsClient.start(
                ClientOptions.of(URI.create("http://relay.invalid/gun"))
                    .dialing("127.0.0.1:" + relay.port()))) {
      client.awaitPeers(1, SOON);

      assertThat(client.stats().peers())
          .singleElement()
          .extracting(ClientStats.Peer::url)
          .isEqualTo("ws://relay.invalid/gun");
    }
  }

  @Test
  void aClientThatRedialsComesBackToARelayThatWasAwayForLong() {
    GunJsRelay first = GunJsRelay.start(folder);
    ClientOptions options = ClientOptions.of(first.uri()).redialing(Duration.ofMillis(200));
    try (GunJsClient client = GunJsClient.start(options)) {
      client.awaitPeers(1, SOON);
      first.kill();
      client.awaitPeers(0, SOON);
      try (GunJsRelay second = GunJsRelay.start(folder, first.port())) {
        client.awaitPeers(1, SOON);
        assertThat(second.pid()).isNotEqualTo(first.pid());
      }
    } finally {
      first.close();
    }
  }

  @Test
  void anUnpluggedClientHearsNothingUntilItIsPluggedInAgain() {
    try (GunJsRelay relay = GunJsRelay.start(folder);
        GunJsClient writer = GunJsClient.start(relay.uri());
        GunJsClient reader = GunJsClient.start(relay.uri())) {
      Subscription node = reader.on(List.of("node"));
      reader.awaitPeers(1, SOON);
      reader.disconnect();
      reader.awaitPeers(0, SOON);

      writer.put(List.of("node"), Map.of("key", "while away")).join();
      assertThat(node.updates()).isEmpty();

      reader.reconnect();
      node.await(update -> update.value().path("key").asText().equals("while away"), SOON);
    }
  }

  @Test
  void whatSeaEncryptsWithASecretOnlyTheSecretDecrypts() {
    try (GunJsClient client = GunJsClient.start()) {
      JsonNode sealed = client.sea("encrypt", Map.of("url", "https://a"), "secret").join().get();

      assertThat(sealed.textValue()).startsWith("SEA{");
      assertThat(client.sea("decrypt", sealed, "secret").join().orElseThrow().get("url"))
          .isEqualTo(TextNode.valueOf("https://a"));
      assertThat(client.sea("decrypt", sealed, "guess").join()).isEmpty();
    }
  }

  @Test
  void aUserReadsOnASecondDeviceWhatTheFirstSigned() {
    try (GunJsRelay relay = GunJsRelay.start(folder);
        GunJsClient phone = GunJsClient.start(relay.uri());
        GunJsClient laptop = GunJsClient.start(relay.uri())) {
      String key = phone.createUser("ada", "correct horse").join();
      phone.signIn("ada", "correct horse").join();
      assertThat(phone.putAsUser(List.of("tabs"), Map.of("a", "b")).join().ok()).isTrue();

      assertThat(laptop.signIn("ada", "correct horse").join()).isEqualTo(key);
      assertThat(laptop.onceAsUser(List.of("tabs")).join().orElseThrow().get("a"))
          .isEqualTo(TextNode.valueOf("b"));
      assertThatThrownBy(() -> laptop.signIn("ada", "wrong horse").join())
          .hasRootCauseInstanceOf(GunJsException.class)
          .hasMessageContaining("Wrong user or password");
    }
  }

  @Test
  void aClientAloneMergesByTheReferencesHam() {
    try (GunJsClient alone = GunJsClient.start()) {
      alone.graph(node(1)).join();
      alone.graph(node("1")).join();
      assertThat(alone.peek("soul").join().orElseThrow().get("key")).isEqualTo(IntNode.valueOf(1));

      alone.graph(node("9")).join();
      alone.graph(node("10")).join();
      assertThat(alone.peek("soul").join().orElseThrow().get("key").isInt()).isTrue();
    }
  }

  @Test
  void aRelayAnswersAQueryPastTheClientsMemory() {
    try (GunJsRelay relay = GunJsRelay.start(folder);
        GunJsClient client = GunJsClient.start(relay.uri())) {
      assertThat(client.graph(node("value")).join().ok()).isTrue();

      JsonNode reply = client.ask(Map.of("#", "soul")).join().orElseThrow();
      assertThat(reply.at("/soul/key").textValue()).isEqualTo("value");
      assertThat(reply.at("/soul/_/>/key").intValue()).isEqualTo(5);
      assertThat(client.ask(Map.of("#", "absent")).join()).isEmpty();
    }
  }

  @Test
  void aRequestFailsWhenTheProcessDies() {
    try (GunJsClient client = GunJsClient.start()) {
      var unanswered = client.once(List.of("nobody", "answers"));
      client.kill();
      assertThatThrownBy(unanswered::join).hasMessageContaining("has ended");
    }
  }

  @Test
  void anUnknownFolderIsNamedTogetherWithTheRemedy() {
    Map<String, String> environment =
        Map.of("PATH", System.getenv("PATH"), "GUNRELAY_GUNJS_DIR", folder.toString());
    assertThatThrownBy(() -> Installation.find(environment, folder))
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("make node-modules");
    assertThatThrownBy(() -> Installation.find(Map.of("PATH", folder.toString()), folder))
        .hasMessageContaining("install Node 20");
  }

  @Test
  void aBrowserIsTheOneThatIsNamedElseTheFirstInThePath() throws IOException {
    Path chrome = program("google-chrome");
    Map<String, String> path = Map.of("PATH", "/nowhere" + File.pathSeparator + folder);
    assertThat(Chromium.find(path)).contains(chrome);
    Path chromium = program("chromium");
    assertThat(Chromium.find(path)).contains(chromium);
    assertThat(Chromium.find(Map.of("CHROMIUM", chrome.toString()))).contains(chrome);
    assertThat(Chromium.find(Map.of("CHROMIUM", "/nowhere/chromium"))).isEmpty();
    assertThat(Chromium.find(Map.of("PATH", "/nowhere"))).isEmpty();
  }

  private Path program(String name) throws IOException {
    Path program = Files.createFile(folder.resolve(name));
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return program;
  }

  private static Map<String, ?> node(Object value) {
    return Map.of("soul", Map.of("_", Map.of("#", "soul", ">", Map.of("key", 5)), "key", value));
  }
}
