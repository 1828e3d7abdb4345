package io.gunrelay.relay;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gunrelay.e2e.gunjs.Ack;
import io.gunrelay.e2e.gunjs.ClientOptions;
import io.gunrelay.e2e.gunjs.GunJsClient;
import io.gunrelay.e2e.gunjs.Subscription;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real gun.js, two of it, through this relay. */
@Timeout(value = 90, unit = SECONDS)
class GunJsInteroperabilityTest {
  private static final Duration SOON = Duration.ofSeconds(15);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path data;
  private TestRelay relay;
  private GunJsClient writer;
  private GunJsClient reader;

  @BeforeEach
  void connect() throws StartException {
    relay = TestRelay.start(data);
    writer = GunJsClient.start(relay.uri());
    reader = GunJsClient.start(relay.uri());
    writer.awaitPeers(1, SOON);
    reader.awaitPeers(1, SOON);
  }

  @AfterEach
  void disconnect() {
    writer.close();
    reader.close();
    relay.close();
  }

  @Test
  void aPutIsAcknowledgedAndReachesWhoeverListens() {
    Subscription tabs = reader.on(List.of("tabs", "first"));

    Ack ack = writer.put(List.of("tabs"), Map.of("first", "a page", "second", 2)).join();

    assertThat(ack.refusal()).isNull();
    tabs.await(update -> update.value().asText().equals("a page"), SOON);
    assertThat(reader.once(List.of("tabs", "second")).join()).contains(json("2"));
  }

  @Test
  void laterChangesArriveInTheirOrder() {
    Subscription counter = reader.on(List.of("counter", "n"));
    for (int i = 1; i <= 50; i++) {
      assertThat(writer.put(List.of("counter", "n"), i).join().ok()).isTrue();
    }

    counter.await(update -> update.value().intValue() == 50, SOON);
    assertThat(counter.updates().stream().map(update -> update.value().intValue()))
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void whatIsAbsentIsSaidToBeAbsentAtOnce() {
    long beforeNs = System.nanoTime();
    assertThat(reader.once(List.of("nothing")).join()).isEmpty();
    assertThat(reader.once(List.of("nothing", "here")).join()).isEmpty();
    assertThat(reader.ask(Map.of("#", "nothing")).join()).isEmpty();
    assertThat(Duration.ofNanos(System.nanoTime() - beforeNs)).isLessThan(Duration.ofSeconds(4));
  }

  @Test
  void nestedObjectsAreLinkedAndReadBack() {
    Map<String, Object> session =
        Map.of("name", "work", "window", Map.of("width", 800, "tab", Map.of("url", "https://a")));
    assertThat(writer.put(List.of("session"), session).join().ok()).isTrue();

    assertThat(reader.once(List.of("session", "window", "tab", "url")).join())
        .contains(json("\"https://a\""));
    assertThat(reader.ask(Map.of("#", "session")).join().orElseThrow().at("/session/window"))
        .isEqualTo(json("{\"#\":\"session/window\"}"));
  }

  @Test
  void membersOfASetAreAllSeen() {
    Subscription members = reader.onEach(List.of("set"));
    List<CompletableFuture<Ack>> acks =
        IntStream.range(0, 30)
            .mapToObj(i -> writer.put(List.of("set", "member" + i), Map.of("n", i)))
            .toList();

    acks.forEach(ack -> assertThat(ack.join().ok()).isTrue());
    for (int i = 0; i < 30; i++) {
      String member = "member" + i;
      members.await(update -> update.key().equals(member), SOON);
    }
  }

  @Test
  void aPatternOfKeysIsReadAndFollowed() {
    Map<String, Object> days = new LinkedHashMap<>();
    IntStream.rangeClosed(1, 40).forEach(i -> days.put("2019-%02d-01".formatted(i % 12 + 1), i));
    assertThat(writer.put(List.of("days"), days).join().ok()).isTrue();

    Subscription once = reader.onceEach(List.of("days", lex(Map.of("*", "2019-1"))));
    once.await(update -> update.key().equals("2019-12-01"), SOON);
    once.await(update -> update.key().equals("2019-10-01"), SOON);
    assertThat(once.updates()).allMatch(update -> update.key().startsWith("2019-1"));

    Subscription from = reader.onEach(List.of("days", lex(Map.of(">", "2019-11", "<", "2020"))));
    from.await(update -> update.key().equals("2019-11-01"), SOON);
    assertThat(writer.put(List.of("days", "2019-12-24"), "eve").join().ok()).isTrue();
    from.await(update -> update.key().equals("2019-12-24"), SOON);
  }

  @Test
  void linksThatAPatternMatchesAreFollowed() {
    for (int i = 0; i < 3; i++) {
      writer.put(List.of("tabs", "work" + i), Map.of("url", "https://" + i)).join();
      writer.put(List.of("tabs", "home" + i), Map.of("url", "http://" + i)).join();
    }

    Subscription work = reader.onceEach(List.of("tabs", lex(Map.of("*", "work"))));

    for (int i = 0; i < 3; i++) {
      String url = "https://" + i;
      work.await(update -> update.value().path("url").asText().equals(url), SOON);
    }
    assertThat(work.updates()).allMatch(update -> update.key().startsWith("work"));
  }

  @Test
  void aPatternOfSoulsIsReadInOrderUpToItsBudget() {
    for (int i = 0; i < 5; i++) {
      writer.put(List.of("room/" + i), Map.of("name", "number " + i)).join();
    }
    JsonNode last =
        reader.ask(Map.of("#", Map.of("*", "room/"), "%", 10, "-", 1)).join().orElseThrow();
    assertThat(last.fieldNames()).toIterable().containsExactlyInAnyOrder("room/3", "room/4");
    assertThat(reader.ask(Map.of("#", Map.of("*", "hall/"))).join()).isEmpty();
  }

  @Test
  void aDeletedKeyIsNull() {
    writer.put(List.of("tab"), Map.of("url", "https://a", "title", "A")).join();
    Subscription title = reader.on(List.of("tab", "title"));
    title.await(update -> update.value().asText().equals("A"), SOON);

    Map<String, Object> deletion = new HashMap<>();
    deletion.put("title", null);
    assertThat(writer.put(List.of("tab"), deletion).join().ok()).isTrue();

    title.await(update -> update.value().isNull(), SOON);
    try (GunJsClient late = GunJsClient.start(relay.uri())) {
      assertThat(late.ask(Map.of("#", "tab", ".", "title")).join().orElseThrow().at("/tab/title"))
          .isEqualTo(json("null"));
    }
  }

  @Test
  void valuesOfEveryKindComeBackAsTheyWere() throws Exception {
    String values =
        """
        {"text":"é \\u2028 \\ud83d\\ude00 \\"quoted\\" \\\\ \\n", "empty":"", "zero":0,
         "negative":-1.5, "large":1e+21, "small":1e-7, "max":1.7976931348623157e+308,
         "exact":9007199254740991, "true":true, "false":false,
         "constructor":"a name", "toString":"another", "10":"ten", "9":"nine", " ":"blank",
         "π ключ":"unicode"}
        """;
    Map<String, Object> node = new LinkedHashMap<>();
    JSON.readTree(values).properties().forEach(entry -> node.put(entry.getKey(), entry.getValue()));

    assertThat(writer.put(List.of("values"), node).join().ok()).isTrue();

    JsonNode read = reader.ask(Map.of("#", "values")).join().orElseThrow().get("values");
    node.forEach((key, value) -> assertThat(read.get(key).toString()).isEqualTo(value.toString()));
    assertThat(read.at("/_/#").textValue()).isEqualTo("values");
  }

  @Test
  void aNodeThatIsLargerThanAChunkIsReadWhole() {
    Map<String, Object> node = new LinkedHashMap<>();
    for (int i = 0; i < 300; i++) {
      node.put("key" + i, i + "x".repeat(2_000));
    }
    assertThat(writer.put(List.of("large"), node).join().ok()).isTrue();

    Subscription large = reader.on(List.of("large"));

    large.await(update -> update.value().size() == 300, SOON);
  }

  @Test
  void statesOfTheCallersChoiceAreMergedByHam() {
    assertThat(writer.graph(node("soul", 5, "later")).join().ok()).isTrue();
    assertThat(writer.graph(node("soul", 3, "earlier")).join().ok()).isTrue();

    JsonNode kept = reader.ask(Map.of("#", "soul")).join().orElseThrow();

    assertThat(kept.at("/soul/key").textValue()).isEqualTo("later");
    assertThat(kept.at("/soul/_/>/key").doubleValue()).isEqualTo(5);
  }

  @Test
  void whatAClientMissedWhileItWasCutOffReachesItWhenItIsBack() {
    Subscription key = reader.on(List.of("node", "key"));
    writer.put(List.of("node", "key"), "before").join();
    key.await(update -> update.value().asText().equals("before"), SOON);
    reader.disconnect();
    reader.awaitPeers(0, SOON);
    assertThat(writer.put(List.of("node", "key"), "while away").join().ok()).isTrue();

    reader.reconnect();

    key.await(update -> update.value().asText().equals("while away"), SOON);
  }

  @Test
  void whatAClientWroteWhileItWasCutOffIsFetchedWhenItIsBack() {
    Subscription here = writer.on(List.of("node", "key"));
    writer.put(List.of("node", "key"), "before").join();
    Subscription there = reader.on(List.of("node", "key"));
    there.await(update -> update.value().asText().equals("before"), SOON);
    writer.disconnect();
    writer.awaitPeers(0, SOON);
    CompletableFuture<Ack> offline = writer.put(List.of("node", "key"), "offline");
    here.await(update -> update.value().asText().equals("offline"), SOON);

    writer.reconnect();

    there.await(update -> update.value().asText().equals("offline"), SOON);
    offline.cancel(true);
  }

  @Test
  void whatAClientAddedToASetWhileItWasCutOffIsFetchedWhenItIsBack() {
    Subscription here = writer.onEach(List.of("set"));
    Subscription unknown = writer.onEach(List.of("begun offline"));
    Subscription count = writer.on(List.of("counter", "n"));
    for (int i = 0; i < 20; i++) {
      assertThat(writer.put(List.of("set", "member" + i), i).join().ok()).isTrue();
    }
    assertThat(writer.put(List.of("counter", "n"), 1).join().ok()).isTrue();
    Subscription there = reader.onEach(List.of("set"));
    Subscription begun = reader.onEach(List.of("begun offline"));
    Subscription counted = reader.on(List.of("counter", "n"));
    there.await(update -> update.key().equals("member19"), SOON);
    counted.await(update -> update.value().intValue() == 1, SOON);
    writer.disconnect();
    writer.awaitPeers(0, SOON);
    List<CompletableFuture<Ack>> offline =
        List.of(
            writer.put(List.of("set", "offline"), true),
            writer.put(List.of("begun offline", "key"), "value"),
            writer.put(List.of("counter", "n"), 2));
    here.await(update -> update.key().equals("offline"), SOON);
    unknown.await(update -> update.key().equals("key"), SOON);
    count.await(update -> update.value().intValue() == 2, SOON);

    writer.reconnect();

    there.await(update -> update.key().equals("offline"), SOON);
    begun.await(update -> update.key().equals("key"), SOON);
    counted.await(update -> update.value().intValue() == 2, SOON);
    offline.forEach(ack -> ack.cancel(true));
  }

  @Test
  void aPutFromTheFutureIsSeenWhenItIsDueThoughTheRelayWasStartedAgain() throws StartException {
    double due = System.currentTimeMillis() + 5_000;
    assertThat(writer.graph(node("soul", due, "tomorrow")).join().ok()).isTrue();
    int port = relay.port();
    relay.close();
    relay = TestRelay.start(data, port);
    try (GunJsClient late = GunJsClient.start(relay.uri())) {
      assertThat(late.ask(Map.of("#", "soul")).join()).isEmpty();

      Subscription key = late.on(List.of("soul", "key"));

      key.await(update -> update.value().asText().equals("tomorrow"), SOON);
      assertThat(key.updates()).allMatch(update -> update.atMillis() >= due);
    }
  }

  @Test
  void clientsComeBackToARelayThatWasStartedAgainAndFindEverything() throws StartException {
    int port = relay.port();
    try (GunJsClient faithful =
        GunJsClient.start(ClientOptions.of(relay.uri()).redialing(Duration.ofMillis(200)))) {
      Subscription key = faithful.on(List.of("node", "key"));
      assertThat(writer.put(List.of("node", "key"), "kept").join().ok()).isTrue();
      key.await(update -> update.value().asText().equals("kept"), SOON);

      relay.close();
      faithful.awaitPeers(0, SOON);
      relay = TestRelay.start(data, port);
      faithful.awaitPeers(1, SOON);

      try (GunJsClient other = GunJsClient.start(relay.uri())) {
        assertThat(other.once(List.of("node", "key")).join()).contains(json("\"kept\""));
        assertThat(other.put(List.of("node", "key"), "after").join().ok()).isTrue();
      }
      key.await(update -> update.value().asText().equals("after"), SOON);
    }
  }

  @Test
  void whatIsPutAtOneRelayIsSeenAtAnother(@TempDir Path otherData) throws StartException {
    try (TestRelay follower = TestRelay.start(otherData, relay.replication());
        GunJsClient far = GunJsClient.start(follower.uri())) {
      Subscription key = far.on(List.of("node", "key"));
      assertThat(writer.put(List.of("node", "key"), "from afar").join().ok()).isTrue();

      key.await(update -> update.value().asText().equals("from afar"), SOON);

      assertThat(follower.relay().report().peers())
          .singleElement()
          .matches(peer -> peer.connected());
      try (GunJsClient late = GunJsClient.start(follower.uri())) {
        assertThat(late.once(List.of("node", "key")).join()).contains(json("\"from afar\""));
      }
    }
  }

  @Test
  void aUserMadeOnOneDeviceSignsInOnAnother() {
    String key = writer.createUser("ada", "correct horse battery").join();
    writer.signIn("ada", "correct horse battery").join();
    assertThat(writer.putAsUser(List.of("tabs"), Map.of("a", "b")).join().ok()).isTrue();

    assertThat(reader.signIn("ada", "correct horse battery").join()).isEqualTo(key);
    assertThat(reader.onceAsUser(List.of("tabs")).join().orElseThrow().get("a"))
        .isEqualTo(json("\"b\""));
  }

  private static Map<String, ?> node(String soul, double state, String value) {
    Map<String, Object> meta = Map.of("#", soul, ">", Collections.singletonMap("key", state));
    return Map.of(soul, Map.of("_", meta, "key", value));
  }

  private static Map<String, ?> lex(Map<String, ?> key) {
    return Map.of(".", key);
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
