package io.gunrelay.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gunrelay.relay.clients.TrustedProxies;
import io.gunrelay.relay.config.EdgeConfig;
import io.gunrelay.relay.config.OrdersConfig;
import io.gunrelay.relay.transport.Eventually;
import io.gunrelay.relay.transport.RawClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drains as they are ordered by the admin port. */
class DrainOrderTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  private static final String OLD = "0123456789abcdef0123456789abcdef";
  private static final String NEW = "b2xkLXRva2Vucy1hcmUtbm90LXRha2VuLWFueS1tb3Jl";

  @TempDir Path data;
  private final HttpClient http = HttpClient.newHttpClient();
  private TestRelay relay;

  @BeforeEach
  void start() throws StartException {
    relay = TestRelay.start(data);
  }

  @AfterEach
  void stop() {
    relay.close();
    http.close();
  }

  @Test
  void aShareOfTheClientsIsMovedWhileTheRelayStaysReady() throws Exception {
    try (RawClient _ = RawClient.open(relay.port());
        RawClient _ = RawClient.open(relay.port())) {
      assertThat(post("{\"share\":0.5,\"rate\":10,\"urls\":[\"wss://east.example/gun\"]}"))
          .startsWith("202 ")
          .contains("\"state\":\"MOVING\"", "\"wanted\":1", "\"clients\":2", "\"rate\":10");
      assertThat(get("/readyz")).startsWith("200 ");

      Eventually.await("one is told", SOON, () -> get("/drain").contains("\"told\":1"));
      assertThat(get("/metrics")).contains("\ngunrelay_drain_told_total 1.0\n");
    }
    Eventually.await(
        "it is done",
        SOON,
        () ->
            get("/drain").contains("\"state\":\"DONE\"") && get("/drain").contains("\"moved\":1"));
  }

  @Test
  void whoCameByAHostIsMovedAndTheReportTellsOfIt() throws Exception {
    assertThat(post("{\"entry\":\"West.example\"}"))
        .startsWith("202 ")
        .contains("\"entry\":\"West.example\"", "\"share\":1.0", "\"wanted\":0");
    assertThat(get("/readyz")).startsWith("200 ");
    assertThat(get("/report")).contains("\"byEntry\":{}");
    assertThat(post("{\"entry\":\"wss://west.example\"}"))
        .startsWith("400 ")
        .contains("without a scheme and a port");
  }

  @Test
  void aWholeDrainMakesTheRelayUnreadyUntilItIsStopped() throws Exception {
    assertThat(get("/drain")).startsWith("200 ").contains("\"state\":\"NONE\"");
    assertThat(post("{}")).startsWith("202 ").contains("\"share\":1.0", "\"rate\":500");
    assertThat(get("/readyz")).startsWith("503 ").contains("handing its clients over");
    try (RawClient late = RawClient.open(relay.port())) {
      assertThat(late.readText()).contains("\"dam\":\"mob\"");
    }

    assertThat(send(request("/drain").DELETE())).startsWith("200 ").contains("\"STOPPED\"");

    assertThat(get("/readyz")).startsWith("200 ");
    try (RawClient settled = RawClient.open(relay.port())) {
      settled.text("{\"#\":\"g\",\"get\":{\"#\":\"nothing\"}}");
      assertThat(settled.readText()).isEqualTo("{\"@\":\"g\"}");
    }
  }

  @Test
  void anOrderThatCannotBeCarriedOutIsRefusedWithTheRemedy() throws Exception {
    assertThat(post("{\"share\":2}")).startsWith("400 ").contains("at most 1");
    assertThat(post("{\"shares\":1}")).startsWith("400 ").contains("shares", "\"rate\":100");
    assertThat(post("drain!")).startsWith("400 ");
    assertThat(post("null")).startsWith("400 ");
    assertThat(send(request("/drain").POST(BodyPublishers.ofString("{}"))))
        .startsWith("415 ")
        .contains("application/json");
    assertThat(send(request("/drain").PUT(BodyPublishers.ofString("{}")))).startsWith("405 ");
    assertThat(get("/drain")).contains("\"state\":\"NONE\"");
  }

  @Test
  void anOrderFromElsewhereIsRefusedAndReadingIsNot(@TempDir Path otherData) throws Exception {
    EdgeConfig usual = EdgeConfig.USUAL;
    EdgeConfig edge =
        new EdgeConfig(
            usual.tls(),
            usual.proxies(),
            false,
            usual.origins(),
            false,
            usual.limits(),
            new OrdersConfig(TrustedProxies.parse("127.0.0.2/32").orElseThrow().ranges(), ""));
    relay.close();
    relay = TestRelay.start(otherData, 0, edge);

    assertThat(post("{}"))
        .startsWith("403 ")
        .contains("127.0.0.2/32", "not from 127.0.0.1", "--admin-orders-from", "--admin-tls-ca");
    assertThat(send(request("/drain").DELETE())).startsWith("403 ");
    assertThat(get("/drain")).startsWith("200 ").contains("\"state\":\"NONE\"");

    try (HttpClient orderer =
        HttpClient.newBuilder().localAddress(InetAddress.ofLiteral("127.0.0.2")).build()) {
      HttpRequest order =
          request("/drain")
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString("{}"))
              .build();
      assertThat(orderer.send(order, BodyHandlers.ofString()).statusCode()).isEqualTo(202);
    }
  }

  @Test
  void whereThereAreTokensAnOrderHasToShowOneAndReadingNone(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("tokens");
    Files.writeString(file, OLD + "\n");
    startWithTokens(folder, file);

    assertThat(post("{}"))
        .startsWith("401 ")
        .contains("--admin-token-file", "X-Gunrelay-Token")
        .doesNotContain(OLD);
    assertThat(post("{}", "X-Gunrelay-Token", NEW)).startsWith("401 ");
    assertThat(post("{}", "X-Gunrelay-Token", OLD.substring(1))).startsWith("401 ");
    assertThat(post("{}", "X-Gunrelay-Token", "")).startsWith("401 ");
    assertThat(post("{}", "Authorization", "Basic " + OLD)).startsWith("401 ");
    assertThat(send(request("/drain").DELETE())).startsWith("401 ");
    assertThat(get("/drain")).startsWith("200 ").contains("\"state\":\"NONE\"");
    assertThat(get("/report")).startsWith("200 ");
    assertThat(get("/metrics")).startsWith("200 ");

    assertThat(post("{}", "X-Gunrelay-Token", OLD)).startsWith("202 ");
    assertThat(send(request("/drain").header("Authorization", "bearer " + OLD).DELETE()))
        .startsWith("200 ");
  }

  @Test
  void tokensAreReplacedWhileTheRelayRunsAndBothCountMeanwhile(@TempDir Path folder)
      throws Exception {
    Path file = folder.resolve("tokens");
    Files.writeString(file, OLD);
    startWithTokens(folder, file);
    assertThat(post("{}", "X-Gunrelay-Token", NEW)).startsWith("401 ");

    Files.writeString(file, NEW + "\n\n" + OLD + "\r\n");
    assertThat(post("{}", "X-Gunrelay-Token", NEW)).startsWith("202 ");
    assertThat(post("{}", "X-Gunrelay-Token", OLD)).startsWith("202 ");

    Files.writeString(file, NEW);
    assertThat(post("{}", "X-Gunrelay-Token", OLD)).startsWith("401 ");
    assertThat(post("{}", "X-Gunrelay-Token", NEW)).startsWith("202 ");

    Files.writeString(file, "");
    assertThat(post("{}", "X-Gunrelay-Token", NEW)).startsWith("503 ").doesNotContain(NEW);
    assertThat(post("{}", "X-Gunrelay-Token", "")).startsWith("503 ");
    Files.delete(file);
    assertThat(post("{}", "X-Gunrelay-Token", NEW)).startsWith("503 ");
  }

  @Test
  void aFileWithoutTokensEndsTheStartWithTheRemedy(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("tokens");
    relay.close();
    assertThatThrownBy(() -> startWithTokens(folder, file))
        .isInstanceOf(StartException.class)
        .hasMessageContainingAll("--admin-token-file", file.toString(), "cannot be read");
    Files.writeString(file, " \n");
    assertThatThrownBy(() -> startWithTokens(folder, file))
        .hasMessageContainingAll("holds no token", "openssl rand -hex 32");
    Files.writeString(file, OLD + "\nchangeme\n");
    assertThatThrownBy(() -> startWithTokens(folder, file))
        .hasMessageContainingAll("token 2 of 2", "8 characters", "give 32 to 512")
        .hasMessageNotContaining("changeme");
    Files.writeString(file, "words that are long enough but are no token at all");
    assertThatThrownBy(() -> startWithTokens(folder, file)).hasMessageContaining("without blanks");
    Files.writeString(file, (OLD + "\n").repeat(3_000));
    assertThatThrownBy(() -> startWithTokens(folder, file)).hasMessageContaining("larger than");
    start();
  }

  private void startWithTokens(Path folder, Path file) throws StartException {
    EdgeConfig usual = EdgeConfig.USUAL;
    relay.close();
    relay =
        TestRelay.start(
            folder.resolve("data"),
            0,
            new EdgeConfig(
                usual.tls(),
                usual.proxies(),
                false,
                usual.origins(),
                false,
                usual.limits(),
                new OrdersConfig(OrdersConfig.LOCAL.from(), file.toString())));
  }

  private String post(String order, String header, String value) {
    return send(
        request("/drain")
            .header("Content-Type", "application/json")
            .header(header, value)
            .POST(BodyPublishers.ofString(order)));
  }

  private String get(String path) {
    return send(request(path));
  }

  private String post(String order) {
    return send(
        request("/drain")
            .header("Content-Type", "application/json; charset=utf-8")
            .POST(BodyPublishers.ofString(order)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(relay.admin(path));
  }

  private String send(HttpRequest.Builder request) {
    try {
      var answer = http.send(request.build(), BodyHandlers.ofString());
      return answer.statusCode() + " " + answer.body();
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
