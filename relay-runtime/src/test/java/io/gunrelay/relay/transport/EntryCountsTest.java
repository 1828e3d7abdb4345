package io.gunrelay.relay.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.api.DrainOrder;
import io.gunrelay.relay.api.DrainReport.State;
import io.gunrelay.relay.clients.AllowedOrigins;
import io.gunrelay.relay.clients.FleetEntries;
import io.gunrelay.relay.clients.TrustedProxies;
import io.gunrelay.relay.config.EdgeConfig;
import io.gunrelay.relay.config.OrdersConfig;
import io.gunrelay.relay.config.TlsConfig;
import io.gunrelay.relay.limits.LimitSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients of a fleet that come by its host and by that of a region. */
class EntryCountsTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String ENTRIES = "//relay.example/gun,west=//west.example/gun";

  private PortFixture relay;

  @BeforeEach
  void open() throws IOException {
    relay = new PortFixture(PortFixture.LIMITS, edge());
  }

  @AfterEach
  void close() {
    relay.close();
  }

  @Test
  void clientsAreCountedByTheHostOfTheFleetThatTheyCameBy() throws IOException {
    try (RawClient _ = come("relay.example");
        RawClient _ = come("West.example:30443");
        RawClient _ = come("evil.example")) {
      try (RawClient _ = come("west.example")) {
        assertThat(relay.clientPort.connectionsByEntry())
            .isEqualTo(Map.of("relay.example", 1L, "west.example", 2L));
        assertThat(gauge("west.example")).isEqualTo(2);
        assertThat(gauge("other")).isEqualTo(1);
      }
      Eventually.await("it has left", SOON, () -> gauge("west.example") == 1);
    }
    Eventually.await(
        "all have left",
        SOON,
        () -> gauge("west.example") + gauge("relay.example") + gauge("other") == 0);
  }

  @Test
  void whoIsHereIsCountedByEntriesThatBecomeKnownLater() throws IOException {
    try (RawClient _ = come("east.example");
        RawClient _ = come("west.example")) {
      relay.clientPort.take(
          PortFixture.LIMITS,
          relay
              .clientPort
              .edge()
              .with(
                  TrustedProxies.NONE,
                  false,
                  AllowedOrigins.ANY,
                  FleetEntries.parse("east=//east.example/gun").orElseThrow()));

      Eventually.await("it is counted", SOON, () -> gauge("east.example") == 1);
      Eventually.await("it is none of the fleet's", SOON, () -> gauge("other") == 1);
      assertThat(relay.clientPort.connectionsByEntry()).isEqualTo(Map.of("east.example", 1L));
      assertThat(gauge("west.example")).isZero();
    }
  }

  @Test
  void onlyWhoCameByTheHostOfAnOrderIsToldToDialItAgain() throws IOException {
    try (RawClient other = come("relay.example")) {
      try (RawClient one = come("west.example")) {
        relay.drains.begin(new DrainOrder(null, null, null, "west.example"));

        assertThat(one.readText()).contains("mob", "ws://west.example/gun?r=");
        assertThat(relay.drains.reason()).isEmpty();
      }
      Eventually.await("it is done", SOON, () -> relay.drains.report().state() == State.DONE);
      assertThat(relay.drains.report().entry()).isEqualTo("west.example");
      assertThat(relay.drains.report().moved()).isEqualTo(1);
      other.text("{\"#\":\"g\",\"get\":{\"#\":\"nothing\"}}");
      assertThat(other.readText()).isEqualTo("{\"@\":\"g\"}");
    }
  }

  private double gauge(String entry) {
    return relay.registry.get("gunrelay.clients.by.entry").tag("entry", entry).gauge().value();
  }

  private RawClient come(String host) throws IOException {
    List<String> headers = new ArrayList<>(RawClient.upgrade());
    headers.set(0, "Host: " + host);
    RawClient client = new RawClient(relay.port);
    assertThat(client.request("GET /gun HTTP/1.1", headers)).startsWith("HTTP/1.1 101");
    client.read();
    return client;
  }

  private static EdgeConfig edge() {
    return new EdgeConfig(
        TlsConfig.NONE,
        TrustedProxies.NONE,
        false,
        AllowedOrigins.ANY,
        FleetEntries.parse(ENTRIES).orElseThrow(),
        false,
        LimitSettings.NONE,
        OrdersConfig.LOCAL);
  }
}
