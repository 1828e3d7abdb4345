package io.gunrelay.relay.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.clients.AllowedOrigins;
import io.gunrelay.relay.clients.TrustedProxies;
import io.gunrelay.relay.config.EdgeConfig;
import io.gunrelay.relay.config.TlsConfig;
import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.limits.LimitSettings;
import io.gunrelay.relay.limits.LimitSettings.Rates;
import io.gunrelay.relay.limits.Rate;
import io.gunrelay.relay.sea.Author;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A client that does more than it may: it is told, slowed down, closed. The clock is the test's.
 */
class PaceTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  static final String COMPLAINT = "\"dam\":\"!\",\"err\":\"Too much: ";
  private static final Rates TEN_MESSAGES = new Rates(Rate.UNLIMITED, new Rate(10), Rate.UNLIMITED);

  static PortFixture relay(LimitSettings limits) throws IOException {
    return new PortFixture(
        PortFixture.LIMITS,
        new EdgeConfig(
            TlsConfig.NONE, TrustedProxies.NONE, false, AllowedOrigins.ANY, false, limits));
  }

  private static LimitSettings perAddress(Rates rates) {
    return new LimitSettings(Rates.NONE, rates, Rates.NONE, 0, 0, 0, 0, 0, 0);
  }

  private static String get(String id) {
    return "{\"#\":\"" + id + "\",\"get\":{\"#\":\"nothing\"}}";
  }

  private static String batch(String id, int size) {
    return IntStream.range(0, size)
        .mapToObj(i -> get(id + i))
        .collect(Collectors.joining(",", "[", "]"));
  }

  /** All that the relay says up to and with the answer to a message. */
  private static String until(RawClient client, String id) throws IOException {
    StringBuilder said = new StringBuilder();
    while (said.indexOf("{\"@\":\"" + id + "\"") < 0) {
      said.append(client.readText());
    }
    return said.toString();
  }

  @Test
  void whoTalksTooFastIsToldAndReadAgainWhenItsTimeHasCome() throws IOException {
    try (PortFixture relay = relay(perAddress(TEN_MESSAGES));
        RawClient client = relay.open()) {
      client.text(batch("a", 100));
      assertThat(until(client, "a99")).doesNotContain("err");

      client.text(batch("b", 20));
      assertThat(until(client, "b19")).contains(COMPLAINT, "10 messages a second of one address");
      assertThat(relay.limited("address", "messages", "told")).isEqualTo(1);
      assertThat(relay.limited("address", "messages", "slowed")).isEqualTo(1);

      client.text(get("c"));
      relay.clockNs.addAndGet(Duration.ofSeconds(1).toNanos());
      client.text(get("d"));
      relay.clockNs.addAndGet(Duration.ofSeconds(5).toNanos());
      assertThat(until(client, "d")).doesNotContain("err");
      assertThat(relay.limited("address", "messages", "closed")).isZero();
    }
  }

  @Test
  void othersAreNotSlowedByOneWhoTalksTooFast() throws IOException {
    Rates all = new Rates(Rate.UNLIMITED, new Rate(10), Rate.UNLIMITED);
    LimitSettings settings = new LimitSettings(all, Rates.NONE, Rates.NONE, 0, 0, 0, 0, 0, 0);
    EdgeConfig config =
        new EdgeConfig(
            TlsConfig.NONE,
            TrustedProxies.parse("127.0.0.1").orElseThrow(),
            false,
            AllowedOrigins.ANY,
            false,
            settings);
    try (PortFixture relay = new PortFixture(PortFixture.LIMITS, config);
        RawClient greedy = open(relay, "203.0.113.1");
        RawClient modest = open(relay, "203.0.113.2")) {
      greedy.text(batch("a", 300));
      assertThat(until(greedy, "a299")).contains(COMPLAINT, "of all its clients together");
      for (int i = 0; i < 10; i++) {
        modest.text(get("m" + i));
        assertThat(until(modest, "m" + i)).doesNotContain("err");
      }
    }
  }

  @Test
  void whoTalksTooFastSlowsNobodyElseAtItsAddress() throws IOException {
    try (PortFixture relay = relay(perAddress(TEN_MESSAGES));
        RawClient greedy = relay.open();
        RawClient modest = relay.open()) {
      relay.clockNs.addAndGet(Duration.ofSeconds(10).toNanos());
      greedy.text(batch("a", 150));
      assertThat(until(greedy, "a149")).contains(COMPLAINT, "of one address");
      for (int i = 0; i < 10; i++) {
        modest.text(get("m" + i));
        assertThat(until(modest, "m" + i)).doesNotContain("err");
      }
      assertThat(relay.limited("address", "messages", "told")).isEqualTo(1);
    }
  }

  private static RawClient open(PortFixture relay, String address) throws IOException {
    RawClient client = new RawClient(relay.port);
    assertThat(
            client.request("GET /gun HTTP/1.1", RawClient.upgrade("X-Forwarded-For: " + address)))
        .startsWith("HTTP/1.1 101");
    client.read();
    return client;
  }

  @Test
  void whoGoesOnForAMinuteIsClosed() throws IOException {
    try (PortFixture relay = relay(perAddress(TEN_MESSAGES));
        RawClient client = relay.open()) {
      client.text(batch("a", 110));
      until(client, "a109");
      for (int i = 0; relay.limited("address", "messages", "closed") == 0; i++) {
        assertThat(i).isLessThan(100);
        client.text(batch("b" + i, 100));
        relay.clockNs.addAndGet(Duration.ofSeconds(10).toNanos());
        int round = i;
        Eventually.await(
            "it is slowed again, or closed",
            SOON,
            () ->
                relay.limited("address", "messages", "slowed") >= round + 2
                    || relay.limited("address", "messages", "closed") == 1);
      }
      RawClient.Frame last = client.read();
      while (last.opcode() != RawClient.CLOSE) {
        last = client.read();
      }
      assertThat(last.closeCode()).isEqualTo(1008);
      assertThat(relay.closed("limited")).isEqualTo(1);
    }
  }

  @Test
  void whoWouldHaveToWaitForMinutesIsClosedAtOnce() throws IOException {
    try (PortFixture relay = relay(perAddress(TEN_MESSAGES));
        RawClient client = relay.open()) {
      client.text(batch("a", 1_000));

      assertThat(client.readText()).contains(COMPLAINT);
      RawClient.Frame last = client.read();
      while (last.opcode() != RawClient.CLOSE) {
        last = client.read();
      }
      assertThat(last.closeCode()).isEqualTo(1008);
    }
  }

  @Test
  void bytesCountAsWellAsMessagesAndSoDoPings() throws IOException {
    Rates rates = new Rates(Rate.UNLIMITED, new Rate(10), new Rate(1_000));
    try (PortFixture relay = relay(perAddress(rates));
        RawClient client = relay.open()) {
      client.text(" ".repeat(9_000));
      client.text(" ".repeat(2_000));
      assertThat(client.readText()).contains(COMPLAINT, "1000 bytes a second");
    }
    try (PortFixture relay = relay(perAddress(rates));
        RawClient client = relay.open()) {
      for (int i = 0; i < 150; i++) {
        client.frame(true, RawClient.PING, new byte[0]);
      }
      RawClient.Frame frame = client.read();
      while (frame.opcode() == RawClient.PONG) {
        frame = client.read();
      }
      assertThat(frame.text()).contains(COMPLAINT, "10 messages a second");
    }
  }

  @Test
  void subscriptionsAndUnstoredPutsOfAnAddressHaveLimits() throws IOException {
    LimitSettings settings =
        new LimitSettings(Rates.NONE, Rates.NONE, Rates.NONE, 0, 0, 2, 1_000, 0, 0);
    try (PortFixture relay = relay(settings);
        RawClient one = relay.open();
        RawClient other = relay.open()) {
      one.text("{\"#\":\"a\",\"get\":{\"#\":\"s1\"}}");
      assertThat(one.readText()).isEqualTo("{\"@\":\"a\"}");
      other.text("{\"#\":\"b\",\"get\":{\"#\":\"s2\"}}");
      assertThat(other.readText()).isEqualTo("{\"@\":\"b\"}");
      other.text("{\"#\":\"c\",\"get\":{\"#\":\"s3\"}}");
      assertThat(other.readText()).contains("\"@\":\"c\"", "2 subscriptions of one address");

      relay.graph.holdAcknowledgements();
      one.text(put("p", 800));
      Eventually.await("it is merged", SOON, () -> relay.graph.heldBack() == 1);
      other.text(put("q", 800));
      assertThat(other.readText()).contains("\"@\":\"q\"", "1000 bytes that are not stored yet");
      relay.graph.releaseAcknowledgements();
      assertThat(one.readText()).contains("\"@\":\"p\",\"ok\":true");
      other.text(put("r", 800));
      assertThat(other.readText()).contains("\"@\":\"r\",\"ok\":true");
    }
  }

  @Test
  void eachKeyThatIsRefusedCountsAsAFurtherMessageOfWhoSentIt() throws IOException {
    Author alice = new Author();
    Author eve = new Author();
    try (PortFixture relay = relay(perAddress(TEN_MESSAGES));
        RawClient client = relay.open()) {
      for (int i = 0; i < 4; i++) {
        Delta[] forged = new Delta[30];
        Arrays.setAll(forged, key -> eve.put(alice.soul() + "/" + key, "k", 1, "1"));
        client.text(CheckpointTest.put("forged" + i, forged));
      }
      assertThat(until(client, "forged3")).contains(COMPLAINT, "10 messages a second");
      assertThat(relay.limited("address", "messages", "slowed")).isEqualTo(1);
    }
  }

  private static String put(String id, int bytes) {
    return "{\"#\":\"%s\",\"put\":{\"s\":{\"_\":{\"#\":\"s\",\">\":{\"k\":1}},\"k\":\"%s\"}}}"
        .formatted(id, "x".repeat(bytes));
  }

  @Test
  void aMessageOfEmptyFragmentsWithoutEndIsNotHeardToTheEnd() throws IOException {
    try (PortFixture relay = new PortFixture();
        RawClient client = relay.open()) {
      client.frame(false, RawClient.TEXT, "[".getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < 65; i++) {
        client.frame(false, 0, new byte[0]);
      }
      assertThat(client.read().closeCode()).isEqualTo(1002);
    }
  }
}
