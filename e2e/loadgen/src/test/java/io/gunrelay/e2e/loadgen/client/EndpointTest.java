package io.gunrelay.e2e.loadgen.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
  @ParameterizedTest
  @CsvSource({
    "ws://relay.example/gun, 80",
    "wss://relay.example/gun, 443",
    "ws://relay.example:8765/gun, 8765"
  })
  void thePortIsTheUrlsOrItsSchemes(String url, int port) {
    assertThat(Endpoint.of(url).address().getPort()).isEqualTo(port);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://relay.example/gun", "relay.example", "ws:///gun"})
  void whatIsNoWebSocketUrlIsRefused(String url) {
    assertThatThrownBy(() -> Endpoint.of(url)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theAddressThatIsDialledMayDifferFromTheUrls() {
    InetSocketAddress node = new InetSocketAddress("127.0.0.9", 443);
    Endpoint endpoint =
        new Endpoint(
            URI.create("wss://relay.example/gun"), Optional.of(node), Optional.empty(), false);

    assertThat(endpoint.address()).isEqualTo(node);
    assertThat(endpoint.uri().getHost()).isEqualTo("relay.example");
  }

  @Test
  void trustingEverybodyAndAnAuthorityContradict() {
    assertThatThrownBy(() ->
            new Endpoint(
                URI.create("wss://relay.example/gun"),
                Optional.empty(),
                Optional.of(Path.of("ca.pem")),
                true))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
