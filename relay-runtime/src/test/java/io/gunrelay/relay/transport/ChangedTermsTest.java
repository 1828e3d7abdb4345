package io.gunrelay.relay.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.clients.AllowedOrigins;
import io.gunrelay.relay.clients.FleetEntries;
import io.gunrelay.relay.clients.TrustedProxies;
import io.gunrelay.relay.limits.ClientLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Terms that change while clients are connected. */
class ChangedTermsTest {
  private static final String TOO_BIG = "{\"dam\":\"!\",\"err\":\"Message too big!\"}";
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int SMALL = 2_000;
  private static final int LARGE = 200_000;

  private PortFixture relay;

  @BeforeEach
  void start() throws IOException {
    relay = new PortFixture(new ClientLimits(4, SMALL, 3));
  }

  @AfterEach
  void stop() {
    relay.close();
  }

  @Test
  void anOpenConnectionMaySendLargerMessagesAtOnce() throws IOException {
    try (RawClient client = relay.open()) {
      take(new ClientLimits(4, LARGE, 3));
      awaitLoops(client);

      client.text(get("a", LARGE - 100));
      assertThat(client.readText()).isEqualTo("{\"@\":\"a\"}");
      client.text(get("b", LARGE + 100));
      assertThat(client.readText()).isEqualTo(TOO_BIG);
      assertThat(client.read().closeCode()).isEqualTo(1009);
    }
  }

  @Test
  void anOpenConnectionIsHeldToASmallerSizeAtOnce() throws IOException {
    take(new ClientLimits(4, LARGE, 3));
    try (RawClient client = relay.open()) {
      client.text(get("a", LARGE - 100));
      assertThat(client.readText()).isEqualTo("{\"@\":\"a\"}");

      take(new ClientLimits(4, SMALL, 3));
      awaitLoops(client);

      client.text(get("b", SMALL - 100));
      assertThat(client.readText()).isEqualTo("{\"@\":\"b\"}");
      client.raw(RawClient.header(true, RawClient.TEXT, SMALL + 1));
      assertThat(client.readText()).as("it is not waited for").isEqualTo(TOO_BIG);
      assertThat(client.read().closeCode()).isEqualTo(1009);
    }
  }

  @Test
  void aFrameThatHasBegunEndsByTheFormerSizeAndTheNextGoesByTheNewOne() throws IOException {
    try (RawClient client = relay.open()) {
      byte[] first = framed(get("a", SMALL - 100));
      client.raw(Arrays.copyOf(first, 700));
      Eventually.await("its beginning has come", SOON, () -> received() >= 700);

      take(new ClientLimits(4, LARGE, 3));

      byte[] next = framed(get("b", LARGE - 100));
      byte[] together =
          Arrays.copyOf(
              Arrays.copyOfRange(first, 700, first.length), first.length - 700 + next.length);
      System.arraycopy(next, 0, together, first.length - 700, next.length);
      client.raw(together);
      assertThat(client.readText()).isEqualTo("{\"@\":\"a\"}");
      assertThat(client.readText()).isEqualTo("{\"@\":\"b\"}");
    }
  }

  @Test
  void whoIsHereStaysWhenFewerMayComeAndFurtherOnesAreRefused() throws IOException {
    try (RawClient one = relay.open();
        RawClient other = relay.open()) {
      take(new ClientLimits(1, SMALL, 3));

      try (RawClient third = new RawClient(relay.port)) {
        assertThat(third.request("GET /gun HTTP/1.1", RawClient.upgrade()))
            .startsWith("HTTP/1.1 503");
      }
      awaitLoops(one);
      awaitLoops(other);
    }
  }

  @Test
  void pagesOfAnotherOriginAreRefusedFromThenOnAndWhoIsHereStays() throws IOException {
    List<String> page = RawClient.upgrade("Origin: https://old.example");
    try (RawClient here = new RawClient(relay.port)) {
      assertThat(here.request("GET /gun HTTP/1.1", page)).startsWith("HTTP/1.1 101");
      here.read();

      relay.clientPort.take(
          new ClientLimits(4, SMALL, 3),
          relay
              .clientPort
              .edge()
              .with(
                  TrustedProxies.NONE,
                  false,
                  AllowedOrigins.parse("https://new.example").orElseThrow(),
                  FleetEntries.NONE));

      try (RawClient next = new RawClient(relay.port)) {
        assertThat(next.request("GET /gun HTTP/1.1", page)).startsWith("HTTP/1.1 403");
      }
      awaitLoops(here);
    }
  }

  @Test
  void subscriptionsBeyondALowerNumberStayAndNoneIsAdded() throws IOException {
    try (RawClient client = relay.open()) {
      for (String id : List.of("a", "b")) {
        client.text(get(id, 0));
        assertThat(client.readText()).isEqualTo("{\"@\":\"" + id + "\"}");
      }
      take(new ClientLimits(4, SMALL, 1));

      client.text(get("c", 0));
      assertThat(client.readText()).contains("allows 1 on one connection");
      assertThat(relay.clientPort.subscriptions()).isEqualTo(2);
    }
  }

  private void take(ClientLimits limits) {
    relay.clientPort.take(limits, relay.clientPort.edge());
  }

  private double received() {
    return relay.registry.get("gunrelay.received.bytes").counter().count();
  }

  /** Until its loop has done what was handed to it before. */
  private static void awaitLoops(RawClient client) throws IOException {
    client.frame(true, RawClient.PING, new byte[] {1});
    assertThat(client.read().opcode()).isEqualTo(RawClient.PONG);
  }

  /** A question whose soul has the id's name, of so many bytes and a few more. */
  private static String get(String id, int padding) {
    return "{\"#\":\"%s\",\"get\":{\"#\":\"%s\"}%s}"
        .formatted(id, id, " ".repeat(padding > 60 ? padding - 60 : 0));
  }

  private static byte[] framed(String text) {
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    byte[] header = RawClient.header(true, RawClient.TEXT, payload.length);
    byte[] frame = Arrays.copyOf(header, header.length + payload.length);
    System.arraycopy(payload, 0, frame, header.length, payload.length);
    return frame;
  }
}
