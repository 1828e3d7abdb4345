package io.gunrelay.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gunrelay.e2e.gunjs.ClientOptions;
import io.gunrelay.e2e.gunjs.GunJsClient;
import io.gunrelay.relay.bytes.JsNumber;
import io.gunrelay.relay.clients.AllowedOrigins;
import io.gunrelay.relay.clients.TrustedProxies;
import io.gunrelay.relay.config.EdgeConfig;
import io.gunrelay.relay.config.OrdersConfig;
import io.gunrelay.relay.config.TlsConfig;
import io.gunrelay.relay.limits.LimitSettings;
import io.gunrelay.relay.limits.LimitSettings.Rates;
import io.gunrelay.relay.sea.Author;
import io.gunrelay.relay.tls.TestAuthority;
import io.gunrelay.relay.tls.TestClient;
import io.gunrelay.relay.tls.TlsFiles;
import io.gunrelay.relay.tls.TlsVersion;
import io.gunrelay.relay.transport.RawClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole relay with certificates: who gets in, and what a wrong file says. */
class EdgeTest {
  @TempDir Path folder;
  private final TestAuthority authority = new TestAuthority("authority");

  @Test
  void gunJsClientsWriteAndReadOverTls() throws Exception {
    TlsFiles files = authority.certify("relay").write(folder, "relay", "");
    EdgeConfig edge =
        EdgeConfig.with(new TlsConfig(files, TlsVersion.TLS_1_3, TlsFiles.NONE, TlsFiles.NONE));
    try (TestRelay relay = TestRelay.start(folder.resolve("data"), 0, edge)) {
      ClientOptions options =
          ClientOptions.of(URI.create("https://localhost:" + relay.port() + "/gun"))
              .trusting(authority.pem());
      try (GunJsClient writer = GunJsClient.start(options);
          GunJsClient reader = GunJsClient.start(options)) {
        writer.awaitPeers(1, Duration.ofSeconds(20));
        reader.awaitPeers(1, Duration.ofSeconds(20));
        assertThat(writer.put(List.of("s"), Map.of("k", "v")).join().ok()).isTrue();
        assertThat(reader.ask(Map.of("#", "s")).join().orElseThrow().toString()).contains("\"v\"");
      }
    }
  }

  @Test
  void theAdminPortTellsStrangersNothingButHowItIs() throws Exception {
    TlsFiles files = authority.certify("relay").write(folder, "relay", authority.write(folder));
    EdgeConfig edge =
        new EdgeConfig(
            new TlsConfig(TlsFiles.NONE, TlsVersion.TLS_1_3, files, TlsFiles.NONE),
            TrustedProxies.NONE,
            false,
            AllowedOrigins.ANY,
            false,
            LimitSettings.NONE,
            new OrdersConfig(List.of(), ""));
    TestAuthority others = new TestAuthority("others");
    try (TestRelay relay = TestRelay.start(folder.resolve("data"), 0, edge)) {
      TestClient nameless = new TestClient(authority);
      assertThat(get(relay, nameless, "/readyz")).startsWith("200 serving");
      assertThat(get(relay, nameless, "/metrics")).startsWith("403 ").contains("--admin-tls-ca");
      assertThat(get(relay, nameless, "/report")).startsWith("403 ");

      TestClient operator = new TestClient(authority, authority.certify("operator"));
      assertThat(get(relay, operator, "/metrics")).startsWith("200 ");
      assertThat(get(relay, operator, "/report")).startsWith("200 ");
      assertThat(order(relay, nameless)).isEqualTo(403);
      assertThat(order(relay, operator)).as("no order may come from any address").isEqualTo(202);

      TestClient stranger = new TestClient(authority, others.certify("stranger"));
      assertThatThrownBy(() -> get(relay, stranger, "/report")).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aCertificateOrdersNothingWhereThereAreTokens() throws Exception {
    TlsFiles files = authority.certify("relay").write(folder, "relay", authority.write(folder));
    Path tokens = Files.writeString(folder.resolve("tokens"), "t".repeat(32));
    EdgeConfig edge =
        new EdgeConfig(
            new TlsConfig(TlsFiles.NONE, TlsVersion.TLS_1_3, files, TlsFiles.NONE),
            TrustedProxies.NONE,
            false,
            AllowedOrigins.ANY,
            false,
            LimitSettings.NONE,
            new OrdersConfig(OrdersConfig.LOCAL.from(), tokens.toString()));
    try (TestRelay relay = TestRelay.start(folder.resolve("data"), 0, edge)) {
      TestClient prometheus = new TestClient(authority, authority.certify("prometheus"));
      assertThat(get(relay, prometheus, "/metrics")).startsWith("200 ");
      assertThat(order(relay, prometheus)).isEqualTo(401);
    }
  }

  @Test
  void filesThatCannotBeUsedEndTheStart() throws Exception {
    TlsFiles one = authority.certify("one").write(folder, "one", "");
    TlsFiles other = authority.certify("other").write(folder, "other", "");
    assertThatTheStartEnds("--tls-cert=" + one.certificate(), "--tls-key=" + other.key())
        .contains(one.certificate(), other.key(), "does not belong");
    assertThatTheStartEnds("--tls-cert=" + one.certificate(), "--tls-key=" + folder.resolve("no"))
        .contains(folder.resolve("no") + " does not exist");
    Path ca = Files.writeString(folder.resolve("ca"), "nothing");
    assertThatTheStartEnds(
            "--replication-tls-cert=" + one.certificate(),
            "--replication-tls-key=" + one.key(),
            "--replication-tls-ca=" + ca)
        .contains(ca + " holds no certificate");
  }

  @Test
  void whoKeepsPutsFromTheFutureIsStoppedByAddressAndByKey() throws Exception {
    LimitSettings limits =
        new LimitSettings(Rates.NONE, Rates.NONE, Rates.NONE, 0, 0, 0, 0, 3_000, 1_500);
    EdgeConfig edge =
        new EdgeConfig(
            TlsConfig.NONE, TrustedProxies.NONE, false, AllowedOrigins.ANY, false, limits);
    double tomorrow = System.currentTimeMillis() + 86_400_000.0;
    Author author = new Author();
    String signed =
        author.put(author.soul(), "k", tomorrow, '"' + "x".repeat(900) + '"').value().text();
    try (TestRelay relay = TestRelay.start(folder.resolve("data"), 0, edge);
        RawClient client = RawClient.open(relay.port())) {
      assertThat(answer(client, "a", author.soul(), "k", tomorrow, signed)).contains("\"ok\"");
      String other =
          author.put(author.soul(), "l", tomorrow, '"' + "x".repeat(900) + '"').value().text();
      assertThat(answer(client, "b", author.soul(), "l", tomorrow, other))
          .contains("\"err\"", "1500 bytes from the future", "one pair of keys");
      String open = '"' + "x".repeat(900) + '"';
      assertThat(answer(client, "c", "s", "k", tomorrow, open)).contains("\"ok\"");
      assertThat(answer(client, "d", "s", "l", tomorrow, open))
          .contains("\"err\"", "3000 bytes from the future", "one address");
      assertThat(answer(client, "e", "s", "l", 1, open)).contains("\"ok\"");
    }
  }

  private static String answer(
      RawClient client, String id, String soul, String key, double state, String value)
      throws IOException {
    client.text(
        "{\"#\":\"%s\",\"put\":{\"%s\":{\"_\":{\"#\":\"%s\",\">\":{\"%s\":%s}},\"%s\":%s}}}"
            .formatted(id, soul, soul, key, JsNumber.text(state), key, value));
    return client.readText();
  }

  private AbstractStringAssert<?> assertThatTheStartEnds(String... options) throws Exception {
    try (RelayProcess relay = RelayProcess.serve(folder.resolve("data"), options)) {
      assertThat(relay.exitCode()).isEqualTo(ExitCode.CERTIFICATE_UNUSABLE.code());
      return assertThat(relay.lines().getLast());
    }
  }

  private static int order(TestRelay relay, TestClient client)
      throws IOException, InterruptedException {
    URI uri = URI.create(relay.admin("/drain").toString().replace("http:", "https:"));
    HttpRequest order =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{}"))
            .build();
    try (HttpClient http = HttpClient.newBuilder().sslContext(client.context()).build()) {
      return http.send(order, BodyHandlers.discarding()).statusCode();
    }
  }

  /** The status and the body. */
  private static String get(TestRelay relay, TestClient client, String path)
      throws IOException, InterruptedException {
    URI uri = URI.create(relay.admin(path).toString().replace("http:", "https:"));
    try (HttpClient http = HttpClient.newBuilder().sslContext(client.context()).build()) {
      var answer = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
      return answer.statusCode() + " " + answer.body();
    }
  }
}
