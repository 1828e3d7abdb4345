package io.gunrelay.operator.relays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.gunrelay.relay.api.DrainOrder;
import io.gunrelay.relay.api.TrialOrder;
import io.gunrelay.relay.api.TrialReport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RelayClientTest {

  private static final String TOKEN = "a-token-that-is-shown-and-told-to-nobody-else";
  private static final DrainOrder HALF = new DrainOrder(null, null, 0.5);

  private final HttpServer relay =
      HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  private final AtomicReference<String> got = new AtomicReference<>("");
  private final RelayClient client = new RelayClient();
  private volatile int status = 202;

  RelayClientTest() throws IOException {
    relay.createContext(
        "/drain",
        exchange -> {
          var headers = exchange.getRequestHeaders();
          got.set(
              String.join(
                  " ",
                  exchange.getRequestMethod(),
                  headers.getFirst("Content-Type"),
                  headers.getFirst("X-Gunrelay-Token"),
                  new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    relay.start();
  }

  @AfterEach
  void stop() {
    client.close();
    relay.stop(0);
  }

  private Address direct() {
    return new Address.Direct("127.0.0.1:" + relay.getAddress().getPort());
  }

  @Test
  void anOrderGoesToTheRelayWithItsToken() {
    client.order(direct(), HALF, TOKEN).join();

    assertThat(got.get())
        .startsWith("POST application/json " + TOKEN + " ")
        .contains("\"share\":0.5");
  }

  @Test
  void whatAnOrderLeavesOutIsNotNamedAsAnOlderRelayMayNotKnowIt() {
    client.order(direct(), HALF, TOKEN).join();
    assertThat(got.get()).endsWith(" {\"share\":0.5}");

    client.order(direct(), new DrainOrder(null, 100, 0.5, "west.example"), TOKEN).join();
    assertThat(got.get()).endsWith(" {\"rate\":100,\"share\":0.5,\"entry\":\"west.example\"}");
  }

  @Test
  void anOrderThatIsNotTakenFailsAndSaysNothingOfTheToken() {
    status = 401;
    assertThatThrownBy(() -> client.order(direct(), HALF, TOKEN).join())
        .hasMessageContaining("/drain answered with status 401")
        .hasMessageNotContaining(TOKEN);
  }

  @Test
  void aRelayTriesAnEntryAndSaysWhatCameOfIt() {
    relay.createContext(
        "/try",
        exchange -> {
          got.set(
              exchange.getRequestHeaders().getFirst("X-Gunrelay-Token")
                  + " "
                  + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          var body =
              "{\"ok\":false,\"message\":\"west is dead\",\"ms\":7,\"mood\":\"bad\"}"
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status == 202 ? 200 : status, body.length);
          try (var out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    var order = new TrialOrder("wss://west.example/gun", List.of("192.0.2.7"), false);

    assertThat(client.tryEntry(direct(), order, TOKEN).join())
        .isEqualTo(new TrialReport(false, "west is dead", 7));
    assertThat(got.get())
        .isEqualTo(
            TOKEN
                + " {\"url\":\"wss://west.example/gun\",\"addresses\":[\"192.0.2.7\"],\"readOnly\":false}");

    status = 404;
    assertThatThrownBy(() -> client.tryEntry(direct(), order, TOKEN).join())
        .hasMessageContaining("/try answered with status 404");
  }

  @Test
  void throughAnApiServerTheTokenHasAHeaderOfItsOwn() {
    var api =
        new Address.ApiServer() {
          @Override
          public CompletableFuture<byte[]> get(String path, Map<String, String> headers) {
            return CompletableFuture.failedFuture(new IOException("nothing is asked for"));
          }

          @Override
          public CompletableFuture<byte[]> post(
              String path, Map<String, String> headers, byte[] json) {
            got.set(path + " " + headers + " " + new String(json, StandardCharsets.UTF_8));
            return CompletableFuture.completedFuture(new byte[0]);
          }
        };

    client.order(new Address.Proxied(api, "/pods/a/proxy"), HALF, TOKEN).join();

    assertThat(got.get())
        .startsWith("/pods/a/proxy/drain {X-Gunrelay-Token=" + TOKEN + "} ")
        .contains("\"share\":0.5");
  }
}
