package io.gunrelay.relay.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.clients.AllowedOrigins;
import io.gunrelay.relay.clients.TrustedProxies;
import io.gunrelay.relay.config.EdgeConfig;
import io.gunrelay.relay.config.TlsConfig;
import io.gunrelay.relay.limits.ClientLimits;
import io.gunrelay.relay.limits.LimitSettings;
import io.gunrelay.relay.limits.LimitSettings.Rates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What strangers do to be a nuisance. After each, the relay serves as before. */
class AbuseTest {
  private static final String GET = "{\"#\":\"g\",\"get\":{\"#\":\"s\"}}";
  private static final String UPGRADE =
      "Upgrade: websocket|Connection: Upgrade|Sec-WebSocket-Version: 13";
  private static final String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
  private static final String ANSWER = "{\"@\":\"g\"}";

  private PortFixture relay;

  @BeforeEach
  void start() throws IOException {
    relay = new PortFixture();
  }

  @AfterEach
  void itStillServes() throws IOException {
    Eventually.await(
        "the others have gone", Duration.ofSeconds(20), () -> relay.clientPort.connections() == 0);
    try (RawClient client = relay.open()) {
      client.text(GET);
      assertThat(client.readText()).isEqualTo(ANSWER);
    }
    relay.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1e3\r\n\r\n",
        "GET / HTTP/1.1\r\nHost : a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\u0000b\r\n\r\n",
        "GET / HTTP/1.1\r\n: a\r\n\r\n",
        "GET /\r\n\r\n",
        "\u0016\u0003\u0001\r\n\r\n"
      })
  void aRequestThatOthersMightReadOtherwiseIsRefusedAndClosed(String request) throws IOException {
    try (RawClient client = new RawClient(relay.port)) {
      assertThat(client.request(request)).startsWith("HTTP/1.1 400");
      assertThat(client.isCutOff()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /gun HTTP/1.1|Host: a|Host: b|" + UPGRADE + "|" + KEY,
        "GET /gun HTTP/1.1|" + UPGRADE + "|" + KEY,
        "GET / HTTP/1.1",
        "GET / HTTP/1.0|Host: a|Host: b",
        "GET /gun HTTP/1.0|Host: a|" + UPGRADE + "|" + KEY,
        "GET /gun HTTP/1.1|Host: a|" + UPGRADE + "|" + KEY + "|" + KEY,
        "GET /gun HTTP/1.1|Host: a|" + UPGRADE,
        "GET /gun HTTP/1.1|Host: a|" + UPGRADE + "|Sec-WebSocket-Key: short",
        "GET /gun HTTP/1.1|Host: a|" + UPGRADE + "|Sec-WebSocket-Version: 13|" + KEY,
        "POST /gun HTTP/1.1|Host: a|" + UPGRADE + "|" + KEY
      })
  void aHandshakeThatOthersMightReadOtherwiseIsRefused(String request) throws IOException {
    try (RawClient client = new RawClient(relay.port)) {
      assertThat(client.request(request.replace("|", "\r\n") + "\r\n\r\n"))
          .startsWith("HTTP/1.1 400");
    }
  }

  @Test
  void aHandshakeWithABodyIsRefused() throws IOException {
    try (RawClient client = new RawClient(relay.port)) {
      String head = "GET /gun HTTP/1.1|Host: a|Content-Length: 5|" + UPGRADE + "|" + KEY;
      assertThat(client.request(head.replace("|", "\r\n") + "\r\n\r\nhello"))
          .startsWith("HTTP/1.1 400");
    }
  }

  @Test
  void halfRequestsAreBoundedAndOthersComeInOnceTheyAreCutOff() throws IOException {
    int most = PortFixture.LIMITS.maxConnections() + ClientLimits.HTTP_CONNECTIONS;
    List<RawClient> flood = new ArrayList<>();
    try {
      for (int i = 0; i < most + 50; i++) {
        flood.add(new RawClient(relay.port));
      }
      assertThat(flood.getLast().isCutOff()).isTrue();
    } finally {
      for (RawClient client : flood) {
        client.close();
      }
    }
  }

  @Test
  void requestsThatAreTooLargeAreRefused() throws IOException {
    List<String> many = new ArrayList<>(List.of("Host: a"));
    many.addAll(Collections.nCopies(5_000, "A: b"));
    try (RawClient client = new RawClient(relay.port)) {
      assertThat(client.request("GET / HTTP/1.1", many)).matches("(?s)HTTP/1.1 4.*");
    }
    try (RawClient client = new RawClient(relay.port)) {
      assertThat(client.request("GET /" + "a".repeat(9_000) + " HTTP/1.1", List.of("Host: a")))
          .matches("(?s)HTTP/1.1 4.*");
    }
    try (RawClient client = new RawClient(relay.port)) {
      assertThat(
              client.request("POST /gun HTTP/1.1", List.of("Host: a", "Content-Length: 99999999")))
          .startsWith("HTTP/1.1 413");
    }
  }

  @Test
  void requestsInOnePieceAreAnsweredInTheirOrder() throws IOException {
    String head = " HTTP/1.1\r\nHost: a\r\n\r\n";
    try (RawClient client = new RawClient(relay.port)) {
      client.raw(
          ("HEAD /" + head + "HEAD /else" + head + "HEAD /gun" + head)
              .repeat(30)
              .getBytes(StandardCharsets.US_ASCII));
      for (int i = 0; i < 30; i++) {
        assertThat(client.head()).startsWith("HTTP/1.1 200");
        assertThat(client.head()).startsWith("HTTP/1.1 404");
        assertThat(client.head()).startsWith("HTTP/1.1 426");
      }
    }
  }

  /** No client of WebSocket does so: it waits for the answer (RFC 6455, 4.1). */
  @Test
  void whatComesBeforeTheUpgradeIsAnsweredIsNotHeard() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(
        ("GET /gun HTTP/1.1\r\n" + String.join("\r\n", RawClient.upgrade()) + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    all.writeBytes(RawClient.header(true, RawClient.TEXT, GET.length()));
    all.writeBytes(GET.getBytes(StandardCharsets.US_ASCII));
    try (RawClient client = new RawClient(relay.port)) {
      client.raw(all.toByteArray());
      assertThat(client.head()).startsWith("HTTP/1.1 101");
      assertThat(client.readText()).contains("\"dam\":\"?\"");
      client.text(GET.replace("\"g\"", "\"later\""));
      assertThat(client.readText()).isEqualTo("{\"@\":\"later\"}");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0x89FE, 0x09C0, 0xC180, 0x8380, 0x8B80, 0x8080})
  void aFrameThatMayNotBeClosesItsConnection(int header) throws IOException {
    try (RawClient client = relay.open()) {
      client.raw(new byte[] {(byte) (header >> 8), (byte) header, 0, 126, 0, 0, 0, 0});
      assertThat(client.read().closeCode()).isEqualTo(1002);
    }
  }

  @Test
  void pingsOfOneWhoDoesNotReadAreNotAnsweredForEver() throws IOException {
    try (RawClient client = relay.open()) {
      byte[] payload = new byte[125];
      for (int i = 0; i < 100_000; i++) {
        client.frame(true, RawClient.PING, payload);
      }
      client.text(GET);
      RawClient.Frame frame = client.read();
      int pongs = 0;
      while (frame.opcode() == RawClient.PONG) {
        pongs++;
        frame = client.read();
      }
      assertThat(frame.text()).isEqualTo(ANSWER);
      assertThat(pongs).isPositive();
    }
  }

  @Test
  void jsonThatIsDeepIsNoJson() throws IOException {
    try (RawClient client = relay.open()) {
      for (String open : List.of("[", "{\"a\":", "{\"put\":{\"s\":", "[\"[")) {
        client.text(open.repeat(50_000));
        assertThat(client.readText()).contains("DAM JSON parse error.");
      }
      String deep = "[".repeat(40) + "]".repeat(40);
      for (String around :
          List.of(
              "{\"x\":%s}",
              "{\"#\":%s}",
              "{\"@\":%s}",
              "{\"##\":%s}",
              "{\"><\":%s}",
              "{\"ok\":%s}",
              "{\"dam\":%s}",
              "{\"get\":%s}",
              "{\"get\":{\"#\":%s}}",
              "{\"get\":{\"#\":{\"*\":%s}}}",
              "{\"get\":{\"#\":\"s\",\".\":%s}}",
              "{\"put\":{\"s\":%s}}",
              "{\"put\":{\"s\":{\"_\":%s}}}",
              "{\"put\":{\"s\":{\"_\":{\"#\":\"s\",\">\":{\"k\":1}},\"k\":%s}}}",
              "[{},%s]",
              "[\"%s\"]")) {
        client.text(around.formatted(deep));
        assertThat(client.readText()).as(around).contains("DAM JSON parse error.");
      }
    }
  }

  @Test
  void aMessageThatComesByteByByteIsGivenUp() throws IOException {
    try (RawClient client = relay.open()) {
      client.raw(RawClient.header(true, RawClient.TEXT, 1_000));
      RawClient.Frame frame;
      do {
        client.raw(new byte[1]);
        relay.clockNs.addAndGet(Duration.ofSeconds(32).toNanos());
        frame = client.read();
      } while (frame.opcode() != RawClient.CLOSE
          && relay.clockNs.get() < Duration.ofMinutes(10).toNanos());
      assertThat(frame.closeCode()).isEqualTo(1008);
      assertThat(relay.clockNs.get()).isGreaterThan(Duration.ofMinutes(5).toNanos());
    }
  }

  @Test
  void compressedMessagesAreHeardIfThatIsConfiguredAndBombsAreRefused() throws IOException {
    configure(true, LimitSettings.NONE);
    try (RawClient client = openCompressed()) {
      client.raw(compressed(true, GET));
      assertThat(client.readText()).isEqualTo(ANSWER);
      client.raw(compressed(true, GET.replace("\"g\"", "\"h\"")));
      assertThat(client.readText()).isEqualTo("{\"@\":\"h\"}");
      client.text(GET.replace("\"g\"", "\"plain\""));
      assertThat(client.readText()).contains("plain");

      client.raw(compressed(true, " ".repeat(50_000_000)));
      assertThat(client.readText()).contains("Message too big!");
      assertThat(client.read().closeCode()).isEqualTo(1009);
    }
    try (RawClient client = openCompressed()) {
      client.raw(compressed(false, " ".repeat(900_000)));
      client.raw(RawClient.header(true, 0, 2));
      client.raw(new byte[2]);
      assertThat(client.read().opcode()).isIn(RawClient.CLOSE, RawClient.TEXT);
    }
    try (RawClient client = openCompressed()) {
      client.raw(RawClient.header(true, 0x40 | RawClient.TEXT, 4));
      client.raw(new byte[] {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF});
      assertThat(client.read().closeCode()).isEqualTo(1002);
    }
  }

  private RawClient openCompressed() throws IOException {
    RawClient client = new RawClient(relay.port);
    assertThat(
            client.request(
                "GET /gun HTTP/1.1",
                RawClient.upgrade("Sec-WebSocket-Extensions: permessage-deflate")))
        .containsIgnoringCase("sec-websocket-extensions: permessage-deflate");
    client.read();
    return client;
  }

  /** A compressed text frame (RFC 7692, 7.2.1). */
  private static byte[] compressed(boolean last, String text) {
    Deflater deflater = new Deflater(9, true);
    deflater.setInput(text.getBytes(StandardCharsets.UTF_8));
    byte[] bytes = new byte[text.length() + 100];
    int length = deflater.deflate(bytes, 0, bytes.length, Deflater.SYNC_FLUSH) - 4;
    deflater.end();
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.writeBytes(RawClient.header(last, 0x40 | RawClient.TEXT, length));
    frame.write(bytes, 0, length);
    return frame.toByteArray();
  }

  private void configure(boolean compression, LimitSettings limits) throws IOException {
    relay.close();
    relay =
        new PortFixture(
            PortFixture.LIMITS,
            new EdgeConfig(
                TlsConfig.NONE,
                TrustedProxies.NONE,
                false,
                AllowedOrigins.ANY,
                compression,
                limits));
  }

  @Test
  void socketsOfOneAddressKeepNobodyElseOut() throws IOException {
    configure(false, new LimitSettings(Rates.NONE, Rates.NONE, Rates.NONE, 20, 0, 0, 0, 0, 0));
    List<RawClient> flood = new ArrayList<>();
    try {
      for (int i = 0; i < 300; i++) {
        flood.add(new RawClient(relay.port));
      }
      assertThat(flood.getLast().isCutOff()).isTrue();
      try (RawClient other = RawClient.from("127.0.0.2", relay.port)) {
        assertThat(other.request("GET /gun HTTP/1.1", RawClient.upgrade()))
            .startsWith("HTTP/1.1 101");
      }
    } finally {
      for (RawClient client : flood) {
        client.close();
      }
    }
    Eventually.await(
        "there is room again",
        Duration.ofSeconds(20),
        () -> {
          try (RawClient client = new RawClient(relay.port)) {
            return client.request("GET / HTTP/1.1", List.of("Host: a")).startsWith("HTTP/1.1 200");
          } catch (IOException cutOff) {
            return false;
          }
        });
  }
}
