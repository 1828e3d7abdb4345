package io.gunrelay.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.api.TrialOrder;
import io.gunrelay.relay.api.TrialReport;
import io.gunrelay.relay.api.trial.TrialClient;
import io.gunrelay.relay.config.EdgeConfig;
import io.gunrelay.relay.config.OrdersConfig;
import io.gunrelay.relay.config.TlsConfig;
import io.gunrelay.relay.sea.Encryption;
import io.gunrelay.relay.sea.SeaSettings;
import io.gunrelay.relay.tls.TestAuthority;
import io.gunrelay.relay.tls.TlsFiles;
import io.gunrelay.relay.tls.TlsVersion;
import io.gunrelay.relay.transport.RawClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client that tries entries, against real relays and what may stand in their place. */
class TrialTest {
  private static final String HOST = "west.relay.example";
  private static final String HERE = "127.0.0.1";
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";

  @TempDir Path folder;
  private final TestAuthority authority = new TestAuthority("authority");

  @Test
  void anEntryOfARelayTakesAWriteAndGivesItBackAgainAndAgain() throws Exception {
    try (TestRelay relay = TestRelay.start(folder.resolve("data"));
        RawClient reader = RawClient.open(relay.port())) {
      for (int i = 0; i < 3; i++) {
        assertThat(plain(relay.port()))
            .returns(true, TrialReport::ok)
            .returns(HOST + " at 127.0.0.1:" + relay.port() + " serves", TrialReport::message);
      }
      reader.text("{\"#\":\"g\",\"get\":{\"#\":\"gunrelay/trial/" + HOST + "\"}}");
      assertThat(reader.readText()).contains("\"observer\":\"SEA{", "\"ct\\\"");
    }
  }

  @Test
  void relaysThatTakeCiphertextOnlyTakeIt() throws Exception {
    SeaSettings encrypted = new SeaSettings(false, Encryption.REQUIRE, List.of());
    try (TestRelay relay = TestRelay.start(folder.resolve("data"), encrypted)) {
      assertThat(plain(relay.port())).returns(true, TrialReport::ok);
    }
  }

  @Test
  void relaysThatTakeWhatIsSignedOnlyAreReadFrom() throws Exception {
    SeaSettings signed = new SeaSettings(true, Encryption.OFF, List.of());
    try (TestRelay relay = TestRelay.start(folder.resolve("data"), signed)) {
      assertThat(plain(relay.port())).returns(true, TrialReport::ok);
      assertThat(client().run(new TrialOrder(url("ws", relay.port()), List.of(HERE), true)))
          .returns(true, TrialReport::ok);
    }
  }

  @Test
  void aFullRelayIsNoDeadEntry() throws Exception {
    try (TestRelay relay = TestRelay.start(folder.resolve("data"), 0, 1);
        RawClient _ = RawClient.open(relay.port())) {
      assertThat(plain(relay.port()))
          .returns(true, TrialReport::ok)
          .satisfies(
              report -> assertThat(report.message()).endsWith("no place left for another client"));
    }
  }

  @Test
  void aCertificateOfAnUnknownAuthorityDoes() throws Exception {
    assertThat(secure(Instant.now().plusSeconds(3_600), HOST)).returns(true, TrialReport::ok);
    assertThat(secure(Instant.now().plusSeconds(3_600), "a.example", "*.relay.example"))
        .returns(true, TrialReport::ok);
  }

  @Test
  void oneThatHasExpiredDoesNot() throws Exception {
    Instant end = Instant.parse("2026-01-01T00:00:00Z");

    assertThat(secure(end, InstantSource.fixed(end.plusSeconds(1)), HOST).message())
        .startsWith(HOST + " at 127.0.0.1:")
        .endsWith(" answers with a certificate that expired on 2026-01-01T00:00:00Z");
  }

  @Test
  void norDoesOneOfAnotherHostOrOneThatIsNotValidYet() throws Exception {
    Instant end = Instant.now().plusSeconds(3_600);

    assertThat(secure(end, "east.relay.example", "*.west.relay.example"))
        .returns(false, TrialReport::ok)
        .satisfies(report ->
            assertThat(report.message())
                .endsWith(
                    "answers with a certificate for east.relay.example, *.west.relay.example,"
                        + " not for west.relay.example"));
    assertThat(secure(end, InstantSource.fixed(Instant.EPOCH), HOST).message())
        .contains("a certificate that is not valid before");
  }

  @Test
  void anAddressWhereNobodyListensIsSaid() throws Exception {
    assertThat(plain(freePort()))
        .returns(false, TrialReport::ok)
        .satisfies(report ->
            assertThat(report.message()).contains("cannot be connected to: Connection refused"));
  }

  @Test
  void whoeverAnswersNothingIsGivenUpInTime() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 16, InetAddress.getLoopbackAddress())) {
      assertThat(plain(silent.getLocalPort()))
          .returns(false, TrialReport::ok)
          .satisfies(report ->
              assertThat(report.message()).contains("does not open a WebSocket within 2.5 s"))
          .satisfies(report -> assertThat(report.ms()).isGreaterThanOrEqualTo(2_400));
      assertThat(client().run(order("wss", silent.getLocalPort())).message())
          .contains("does not agree on TLS within 2.5 s");
    }
  }

  @Test
  void whateverElseIsAnsweredIsSaid() throws Exception {
    assertThat(answered("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"))
        .endsWith("answers with status 502 instead of a WebSocket");
    assertThat(answered("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 4\r\n\r\nnope"))
        .endsWith("answers with status 503 instead of a WebSocket");
    assertThat(answered("SSH-2.0-OpenSSH\r\n\r\n")).endsWith("does not speak HTTP");
    assertThat(answered("HTTP/1.1 101 Yes\r\nSec-WebSocket-Accept: no\r\n\r\n"))
        .endsWith("does not complete the handshake of a WebSocket");
    assertThat(answered("")).endsWith("does not open a WebSocket: the connection is closed");
  }

  @Test
  void oneOfTheAddressesHasToDo() throws Exception {
    try (TestRelay relay = TestRelay.start(folder.resolve("data"))) {
      TrialOrder order = new TrialOrder(url("ws", relay.port()), List.of("127.0.0.9", HERE), false);
      assertThat(client().run(order)).returns(true, TrialReport::ok);
    }
  }

  @Test
  void aRelayTriesAnEntryWhenItIsOrderedTo() throws Exception {
    Path tokens = Files.writeString(folder.resolve("tokens"), TOKEN);
    EdgeConfig usual = EdgeConfig.USUAL;
    EdgeConfig edge =
        new EdgeConfig(
            usual.tls(),
            usual.proxies(),
            false,
            usual.origins(),
            false,
            usual.limits(),
            new OrdersConfig(OrdersConfig.LOCAL.from(), tokens.toString()));
    try (TestRelay east = TestRelay.start(folder.resolve("east"), 0, edge);
        TestRelay west = TestRelay.start(folder.resolve("west"));
        HttpClient http = HttpClient.newHttpClient()) {
      String order = json(west.port());
      assertThat(ask(http, east, order, "none")).startsWith("401 ");
      assertThat(ask(http, east, order, TOKEN))
          .startsWith("200 {\"ok\":true,\"message\":\"" + HOST + " at 127.0.0.1:");
      assertThat(ask(http, east, json(freePort()), TOKEN))
          .startsWith("200 {\"ok\":false,")
          .contains("Connection refused");
      assertThat(ask(http, east, order.replace("ws:", "http:"), TOKEN))
          .startsWith("400 ")
          .contains("such as wss://relay.example/gun");
      assertThat(ask(http, east, "{\"url\":\"ws://a/gun\"}", TOKEN))
          .startsWith("400 ")
          .contains("1 to 4 addresses");
      assertThat(ask(http, east, "null", TOKEN)).startsWith("400 ");
      assertThat(
              http.send(HttpRequest.newBuilder(east.admin("/try")).build(), BodyHandlers.ofString())
                  .statusCode())
          .isEqualTo(405);
    }
  }

  @Test
  void aRelayTriesOneAtATime() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        TestRelay relay = TestRelay.start(folder.resolve("data"));
        HttpClient http = HttpClient.newHttpClient()) {
      var first =
          http.sendAsync(
              request(relay, json(silent.getLocalPort()), TOKEN), BodyHandlers.ofString());
      silent.accept();
      assertThat(ask(http, relay, json(relay.port()), TOKEN)).startsWith("409 ");
      assertThat(first.join().body()).contains("within 2.5 s");
      assertThat(ask(http, relay, json(relay.port()), TOKEN)).startsWith("200 ");
    }
  }

  private static String json(int port) {
    return "{\"url\":\"%s\",\"addresses\":[\"127.0.0.1\"]}".formatted(url("ws", port));
  }

  private static String ask(HttpClient http, TestRelay relay, String order, String token)
      throws IOException, InterruptedException {
    var answer = http.send(request(relay, order, token), BodyHandlers.ofString());
    return answer.statusCode() + " " + answer.body();
  }

  private static HttpRequest request(TestRelay relay, String order, String token) {
    return HttpRequest.newBuilder(relay.admin("/try"))
        .header("Content-Type", "application/json")
        .header("X-Gunrelay-Token", token)
        .POST(BodyPublishers.ofString(order))
        .build();
  }

  /** What is said of somebody who answers so, and hangs up. */
  private static String answered(String answer) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(() -> {
            try (Socket client = server.accept()) {
              client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
              client.shutdownOutput();
              client.getInputStream().readAllBytes();
            } catch (IOException closed) {
              // So is the other side, now.
            }
          });
      return plain(server.getLocalPort()).message();
    }
  }

  private TrialReport secure(Instant end, String... hosts) throws Exception {
    return secure(end, InstantSource.system(), hosts);
  }

  /** What is said of a relay with such a certificate at such a time. */
  private TrialReport secure(Instant end, InstantSource clock, String... hosts) throws Exception {
    Path own = Files.createTempDirectory(folder, "relay");
    TlsFiles files = authority.certifyNames("relay", end, hosts).write(own, "relay", "");
    EdgeConfig edge =
        EdgeConfig.with(new TlsConfig(files, TlsVersion.TLS_1_3, TlsFiles.NONE, TlsFiles.NONE));
    try (TestRelay relay = TestRelay.start(own.resolve("data"), 0, edge)) {
      return client(clock).run(order("wss", relay.port()));
    }
  }

  private static TrialReport plain(int port) {
    return client().run(order("ws", port));
  }

  private static TrialClient client() {
    return client(InstantSource.system());
  }

  private static TrialClient client(InstantSource clock) {
    return new TrialClient("observer", clock, System::nanoTime, new SecureRandom());
  }

  private static TrialOrder order(String scheme, int port) {
    return new TrialOrder(url(scheme, port), List.of(HERE), false);
  }

  private static String url(String scheme, int port) {
    return "%s://%s:%d/gun".formatted(scheme, HOST, port);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
