package io.gunrelay.relay.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.limits.ClientLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SocketTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String TOO_BIG = "{\"dam\":\"!\",\"err\":\"Message too big!\"}";

  private PortFixture relay;

  @BeforeEach
  void start() throws IOException {
    relay = new PortFixture();
  }

  @AfterEach
  void stop() {
    relay.close();
  }

  @Test
  void theRelaySpeaksFirst() throws IOException {
    try (RawClient client = new RawClient(relay.port)) {
      String answer =
          client.request(
              "GET /gun?r=1 HTTP/1.1", RawClient.upgrade("Sec-WebSocket-Protocol: one, two"));

      assertThat(answer)
          .startsWith("HTTP/1.1 101")
          .containsIgnoringCase("sec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
          .containsIgnoringCase("sec-websocket-protocol: one\r\n")
          .doesNotContainIgnoringCase("extensions");
      assertThat(client.readText())
          .matches("\\{\"#\":\"\\w{9}\",\"dam\":\"\\?\",\"pid\":\"\\w{9}\"}");
    }
  }

  @Test
  void plainHttpIsAnswered() throws IOException {
    List<String> host = List.of("Host: relay");
    try (RawClient client = new RawClient(relay.port)) {
      assertThat(client.request("HEAD / HTTP/1.1", host))
          .startsWith("HTTP/1.1 200")
          .containsIgnoringCase("access-control-allow-origin: *");
      assertThat(client.request("HEAD /gun HTTP/1.1", host)).startsWith("HTTP/1.1 426");
      assertThat(client.request("HEAD /else HTTP/1.1", host)).startsWith("HTTP/1.1 404");
      assertThat(client.request("DELETE / HTTP/1.1", host)).startsWith("HTTP/1.1 405");
    }
    try (RawClient client = new RawClient(relay.port)) {
      assertThat(client.request("NONSENSE", List.of())).startsWith("HTTP/1.1 400");
    }
    try (RawClient client = new RawClient(relay.port)) {
      assertThat(client.request("GET / HTTP/1.1", List.of("A: " + "b".repeat(20_000))))
          .matches("(?s)HTTP/1.1 4.*");
    }
  }

  @Test
  void aClientTooManyIsToldToComeLater() throws IOException {
    List<RawClient> clients = List.of(relay.open(), relay.open(), relay.open(), relay.open());
    try (RawClient late = new RawClient(relay.port)) {
      assertThat(late.request("GET /gun HTTP/1.1", RawClient.upgrade()))
          .startsWith("HTTP/1.1 503")
          .containsIgnoringCase("retry-after:");
    }
    for (RawClient client : clients) {
      client.close();
    }
    Eventually.await("all have left", SOON, () -> relay.clientPort.connections() == 0);
    relay.open().close();
    Eventually.await("the graph forgot them", SOON, () -> relay.graph.left() == 5);
  }

  @Test
  void aMessageThatAnnouncesItselfAsTooBigIsRefusedUnread() throws IOException {
    try (RawClient client = relay.open()) {
      client.raw(RawClient.header(true, RawClient.TEXT, 100_000_000));
      client.raw(new byte[3_000_000]);

      assertThat(client.readText()).isEqualTo(TOO_BIG);
      assertThat(client.read().closeCode()).isEqualTo(1009);
    }
  }

  @Test
  void aMessageThatGrowsTooBigByItsFragmentsIsRefused() throws IOException {
    try (RawClient client = relay.open()) {
      client.frame(false, RawClient.TEXT, new byte[700_000]);
      client.frame(false, 0, new byte[700_000]);

      assertThat(client.readText()).isEqualTo(TOO_BIG);
      assertThat(client.read().closeCode()).isEqualTo(1009);
    }
  }

  @Test
  void fragmentsArePutTogetherWithPingsInBetween() throws IOException {
    try (RawClient client = relay.open()) {
      byte[] text = "{\"#\":\"é\",\"get\":{\"#\":\"s\"}}".getBytes(StandardCharsets.UTF_8);
      client.frame(false, RawClient.TEXT, Arrays.copyOf(text, 7));
      client.frame(true, RawClient.PING, new byte[] {1, 2});
      client.frame(false, 0, new byte[0]);
      client.frame(true, 0, Arrays.copyOfRange(text, 7, text.length));

      RawClient.Frame pong = client.read();
      assertThat(pong.opcode()).isEqualTo(RawClient.PONG);
      assertThat(pong.payload().array()).containsExactly(1, 2);
      assertThat(client.readText()).isEqualTo("{\"@\":\"é\"}");
    }
  }

  @Test
  void binaryFramesAreIgnored() throws IOException {
    try (RawClient client = relay.open()) {
      client.frame(false, RawClient.BINARY, "{".getBytes(StandardCharsets.UTF_8));
      client.frame(true, 0, "\"".getBytes(StandardCharsets.UTF_8));
      client.text("{\"#\":\"a\",\"get\":{\"#\":\"s\"}}");

      assertThat(client.readText()).isEqualTo("{\"@\":\"a\"}");
    }
  }

  @Test
  void textThatIsNotUtf8ClosesTheConnection() throws IOException {
    try (RawClient client = relay.open()) {
      client.frame(true, RawClient.TEXT, new byte[] {'{', (byte) 0xED, (byte) 0xA0, (byte) 0x80});
      assertThat(client.read().closeCode()).isEqualTo(1007);
    }
  }

  @Test
  void anUnmaskedFrameClosesTheConnection() throws IOException {
    try (RawClient client = relay.open()) {
      client.raw(new byte[] {(byte) 0x81, 2, '{', '}'});
      assertThat(client.read().closeCode()).isEqualTo(1002);
    }
  }

  @Test
  void aCloseIsAnswered() throws IOException {
    try (RawClient client = relay.open()) {
      client.frame(true, RawClient.CLOSE, new byte[] {3, (byte) 0xE8});
      assertThat(client.read().closeCode()).isEqualTo(1000);
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void whoLeavesInTheMiddleOfAFrameIsForgotten() throws IOException {
    try (RawClient client = relay.open()) {
      client.raw(RawClient.header(true, RawClient.TEXT, 1000));
      client.raw(new byte[10]);
    }
    Eventually.await("it is forgotten", SOON, () -> relay.graph.left() == 1);
    assertThat(relay.clientPort.connections()).isZero();
  }

  @Test
  void aClientIsSentHeartbeatsAndDroppedWhenItAnswersNone() throws IOException {
    try (RawClient client = relay.open()) {
      relay.clockNs.addAndGet(Duration.ofSeconds(20).toNanos());
      assertThat(client.readText()).isEqualTo("[]");
      assertThat(client.read().opcode()).isEqualTo(RawClient.PING);

      client.frame(true, RawClient.PONG, new byte[0]);
      client.text("{\"#\":\"a\",\"get\":{\"#\":\"s\"}}");
      assertThat(client.readText()).isEqualTo("{\"@\":\"a\"}");
      relay.clockNs.addAndGet(ClientLimits.SILENCE.toNanos());
      assertThat(client.readText()).isEqualTo("[]");
      assertThat(client.read().opcode()).isEqualTo(RawClient.PING);

      relay.clockNs.addAndGet(Duration.ofSeconds(20).toNanos());
      assertThat(client.isClosedByServer()).isTrue();
      assertThat(relay.closed("silent")).isEqualTo(1);
    }
  }

  @Test
  void aClientThatDoesNotReadUpdatesIsSentTheLastOfThemWhenItReads() throws IOException {
    try (RawClient stalled = relay.open();
        RawClient writer = relay.open()) {
      stalled.text("{\"#\":\"a\",\"get\":{\"#\":\"s\"}}");
      stalled.readText();
      for (int i = 0; i < 150; i++) {
        writer.text(large("p" + i, i));
        assertThat(writer.readText()).contains("ok");
      }

      Eventually.await(
          "it is conflated",
          SOON,
          () -> relay.registry.get("gunrelay.conflated.connections").gauge().value() == 1);
      int updates = 1;
      while (!stalled.readText().contains("\"k\":149")) {
        updates++;
      }
      assertThat(updates).isLessThan(150);
      Eventually.await(
          "it has caught up",
          SOON,
          () -> relay.registry.get("gunrelay.conflated.recoveries").counter().count() == 1);
      writer.text(large("last", 150));
      String next = stalled.readText();
      while (next.contains("\"k\":149")) {
        // What it had missed may come once more, with the value that it has by now.
        next = stalled.readText();
      }
      assertThat(next).contains("\"k\":150");
    }
  }

  @Test
  void aClientThatDoesNotReadAnswersIsClosedAndTheOthersGoOn() throws IOException {
    try (RawClient stalled = relay.open();
        RawClient writer = relay.open()) {
      writer.text(large("p", 1));
      assertThat(writer.readText()).contains("ok");
      for (int i = 0; i < 150; i++) {
        stalled.text("{\"#\":\"g" + i + "\",\"get\":{\"#\":\"s\"}}");
      }

      Eventually.await("it is closed", SOON, () -> relay.closed("overload") == 1);
      writer.text(large("q", 2));
      assertThat(writer.readText()).contains("ok");
    }
  }

  private static String large(String id, int state) {
    return "{\"#\":\"%s\",\"put\":{\"s\":{\"_\":{\"#\":\"s\",\">\":{\"k\":%d}},\"k\":\"%s\"}}}"
        .formatted(id, state, "x".repeat(200_000));
  }

  @Test
  void aClientIsNotReadFurtherThanItsPutsAreStored() throws Exception {
    relay.graph.holdAcknowledgements();
    int puts = ClientLimits.UNACKNOWLEDGED_PUTS + 30_000;
    try (RawClient client = relay.open()) {
      Thread writer =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  for (int i = 0; i < puts; i++) {
                    client.text(
                        "{\"#\":\"p"
                            + i
                            + "\",\"put\":{\"s\":{\"_\":{\"#\":\"s\",\">\":"
                            + "{\"k\":1}},\"k\":1}}}");
                  }
                } catch (IOException closed) {
                  throw new AssertionError(closed);
                }
              });
      Eventually.await(
          "the limit is reached",
          SOON,
          () -> relay.graph.heldBack() >= ClientLimits.UNACKNOWLEDGED_PUTS);
      assertThat(relay.graph.heldBack()).isLessThan(ClientLimits.UNACKNOWLEDGED_PUTS + 5_000);

      relay.graph.releaseAcknowledgements();

      int acknowledged = 0;
      while (acknowledged < puts) {
        acknowledged += client.readText().split("\"ok\":true", -1).length - 1;
      }
      assertThat(acknowledged).isEqualTo(puts);
      writer.join();
    }
  }

  @Test
  void clientsAreToldWhenTheRelayStops() throws IOException {
    try (RawClient client = relay.open()) {
      Thread stopping = Thread.ofVirtual().start(() -> relay.clientPort.close(SOON));
      assertThat(client.read().closeCode()).isEqualTo(1012);
      client.frame(true, RawClient.CLOSE, new byte[] {3, (byte) 0xF4});
      assertThat(client.isClosedByServer()).isTrue();
      Eventually.await("it stopped", SOON, () -> !stopping.isAlive());
    }
  }

  @Test
  void anUpgradeThatTakesTooLongIsGivenUp() throws IOException {
    try (RawClient client = new RawClient(relay.port)) {
      client.raw("GET /gun HT".getBytes(StandardCharsets.UTF_8));
      assertThat(client.isClosedByServer()).isTrue();
    }
  }
}
