package io.gunrelay.relay.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.clients.AllowedOrigins;
import io.gunrelay.relay.clients.FleetEntries;
import io.gunrelay.relay.clients.TrustedProxies;
import io.gunrelay.relay.config.EdgeConfig;
import io.gunrelay.relay.config.OrdersConfig;
import io.gunrelay.relay.config.TlsConfig;
import io.gunrelay.relay.limits.LimitSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WellKnownTest {

  private static final String GET = "GET /.well-known/gun-relay.json HTTP/1.1";

  @Test
  void aRelayThatKnowsNothingElseTellsTheUrlThatItWasAskedBy() throws IOException {
    try (PortFixture relay = new PortFixture();
        RawClient client = new RawClient(relay.port)) {
      assertThat(ask(client, GET, "X-Forwarded-Proto: https"))
          .startsWith("HTTP/1.1 200")
          .containsIgnoringCase("content-type: application/json")
          .containsIgnoringCase("access-control-allow-origin: *")
          .containsIgnoringCase("cache-control: private, max-age=10")
          .endsWith("{\"entries\":[{\"url\":\"wss://relay.example/gun\"}]}");
    }
  }

  @Test
  void aRelayTellsItsFleetsEntriesToWhoseItIs() throws IOException {
    try (PortFixture relay = new PortFixture(PortFixture.LIMITS, edge("https://app.example"));
        RawClient client = new RawClient(relay.port)) {
      assertThat(ask(client, GET, "Origin: https://app.example"))
          .startsWith("HTTP/1.1 200")
          .containsIgnoringCase("access-control-allow-origin: https://app.example\r\n")
          .containsIgnoringCase("vary: origin")
          .containsIgnoringCase("cache-control: public, max-age=10")
          .endsWith(
              "{\"entries\":[{\"url\":\"wss://relay.example/gun\"},"
                  + "{\"region\":\"west\",\"url\":\"wss://west.example/gun\"}]}");
      assertThat(ask(client, GET)).as("no browser").startsWith("HTTP/1.1 200");
      assertThat(ask(client, GET, "Origin: https://evil.example"))
          .startsWith("HTTP/1.1 403")
          .contains("--allowed-origins")
          .doesNotContain("west.example");
    }
  }

  @Test
  void itIsReadAndNothingElse() throws IOException {
    try (PortFixture relay = new PortFixture();
        RawClient client = new RawClient(relay.port)) {
      assertThat(client.request(GET.replace("GET", "HEAD"), List.of("Host: relay.example")))
          .startsWith("HTTP/1.1 200");
      assertThat(ask(client, GET.replace("GET", "POST"), "Content-Length: 0"))
          .startsWith("HTTP/1.1 405")
          .containsIgnoringCase("allow: GET, HEAD");
      assertThat(ask(client, GET.replace(".json", ".json?r=1"))).startsWith("HTTP/1.1 200");
      assertThat(ask(client, GET.replace(".json", ".json/x"))).startsWith("HTTP/1.1 404");
    }
  }

  private static String ask(RawClient client, String line, String... more) throws IOException {
    List<String> headers = new ArrayList<>(List.of("Host: relay.example"));
    headers.addAll(List.of(more));
    return client.request(line, headers) + client.body();
  }

  private static EdgeConfig edge(String origin) {
    return new EdgeConfig(
        TlsConfig.NONE,
        TrustedProxies.NONE,
        false,
        AllowedOrigins.parse(origin).orElseThrow(),
        FleetEntries.parse("wss://relay.example/gun,west=wss://west.example/gun").orElseThrow(),
        false,
        LimitSettings.NONE,
        OrdersConfig.LOCAL);
  }
}
