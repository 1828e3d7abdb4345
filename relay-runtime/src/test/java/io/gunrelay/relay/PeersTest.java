package io.gunrelay.relay;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.gunrelay.e2e.gunjs.GunJsClient;
import io.gunrelay.e2e.gunjs.GunJsRelay;
import io.gunrelay.e2e.gunjs.Subscription;
import io.gunrelay.e2e.gunjs.Update;
import io.gunrelay.relay.peers.net.PeeringSettings;
import io.gunrelay.relay.transport.Eventually;
import io.gunrelay.relay.transport.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Relays that have each other as peers, gun.js' own among them. */
@Timeout(value = 120, unit = SECONDS)
class PeersTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int WRITES = 100;
  private static final int GREETINGS_AND_QUESTIONS = 40;

  @TempDir Path folder;
  private final Deque<AutoCloseable> toClose = new ArrayDeque<>();

  @AfterEach
  void close() throws Exception {
    while (!toClose.isEmpty()) {
      toClose.pop().close();
    }
  }

  @Test
  void whatAnOldRelayHasIsFoundByTheFirstWhoAsksTheNewOne() throws Exception {
    GunJsRelay old = gunJsRelay("old", 0);
    GunJsClient before = client(old.uri());
    assertThat(before.put(List.of("profile"), Map.of("name", "Ada", "born", 1815)).join().ok())
        .isTrue();
    TestRelay relay = relay("new", 0, false, old.uri());
    awaitPeers(relay, 1);
    GunJsClient after = client(relay.uri());

    assertThat(after.once(List.of("profile", "name")).join()).contains(TextNode.valueOf("Ada"));
    assertThat(after.once(List.of("nowhere")).join()).isEmpty();
  }

  @Test
  void whatAPatternMatchesIsFoundAtAnOldRelayAndFollowed() throws Exception {
    GunJsRelay old = gunJsRelay("old", 0);
    GunJsClient before = client(old.uri());
    for (String day : List.of("2019-11-01", "2019-12-24", "2020-01-01")) {
      assertThat(before.put(List.of("days", day), "at " + day).join().ok()).isTrue();
    }
    assertThat(before.put(List.of("room/1"), Map.of("name", "one")).join().ok()).isTrue();
    assertThat(before.put(List.of("room/2"), Map.of("name", "two")).join().ok()).isTrue();
    TestRelay relay = relay("new", 0, false, old.uri());
    awaitPeers(relay, 1);
    GunJsClient after = client(relay.uri());

    Subscription days = after.onEach(List.of("days", Map.of(".", Map.of("*", "2019-"))));
    days.await(update -> update.key().equals("2019-11-01"), SOON);
    days.await(update -> update.key().equals("2019-12-24"), SOON);
    JsonNode rooms = after.ask(Map.of("#", Map.of("*", "room/"))).join().orElseThrow();
    assertThat(rooms.at("/room~12/name").asText()).isEqualTo("two");
    assertThat(after.ask(Map.of("#", Map.of("*", "hall/"))).join()).isEmpty();

    before.put(List.of("days", "2019-12-31"), "the last").join();
    days.await(update -> update.key().equals("2019-12-31"), SOON);
  }

  @Test
  void patternsGoRoundTwoOfOursThatDialledEachOtherOnce() throws Exception {
    List<Integer> ports = FreePorts.take(2);
    TestRelay one = relay("one", ports.get(0), false, uri(ports.get(1)));
    TestRelay two = relay("two", ports.get(1), false, uri(ports.get(0)));
    awaitPeers(one, 1);
    awaitPeers(two, 1);
    GunJsClient client = client(one.uri());
    double before = sum(one, "gunrelay_peer_asked_total") + sum(two, "gunrelay_peer_asked_total");
    for (int i = 0; i < 20; i++) {
      assertThat(client.ask(Map.of("#", Map.of("*", "room/"))).join()).isEmpty();
    }
    Eventually.await("there is no more to say", SOON, () -> isQuiet(one, two));
    assertThat(sum(one, "gunrelay_peer_asked_total") + sum(two, "gunrelay_peer_asked_total"))
        .isLessThanOrEqualTo(before + 2);
  }

  @Test
  void clientsOfOldAndNewRelaySeeEachOthersWrites() throws Exception {
    GunJsRelay old = gunJsRelay("old", 0);
    TestRelay relay = relay("new", 0, false, old.uri());
    awaitPeers(relay, 1);
    GunJsClient left = client(old.uri());
    GunJsClient right = client(relay.uri());
    Subscription atLeft = left.on(List.of("chat", "line"));
    Subscription atRight = right.on(List.of("chat", "line"));

    right.put(List.of("chat", "line"), "from the new one").join();
    atLeft.await(update -> update.value().asText().equals("from the new one"), SOON);
    left.put(List.of("chat", "line"), "from the old one").join();
    atRight.await(update -> update.value().asText().equals("from the old one"), SOON);
  }

  @Test
  void twoOfOursThatDialledEachOtherSendEachChangeOnce() throws Exception {
    List<Integer> ports = FreePorts.take(2);
    TestRelay one = relay("one", ports.get(0), false, uri(ports.get(1)));
    TestRelay two = relay("two", ports.get(1), false, uri(ports.get(0)));
    awaitPeers(one, 1);
    awaitPeers(two, 1);
    GunJsClient writer = client(one.uri());
    GunJsClient reader = client(two.uri());
    // Something has gone to and fro, so that each knows what the other calls itself.
    assertThat(writer.put(List.of("before"), Map.of("k", 1)).join().ok()).isTrue();
    Eventually.await(
        "they know each other", SOON, () -> reader.once(List.of("before")).join().isPresent());
    double sentBefore = sum(one, "gunrelay_peer_sent_total");
    double echoesBefore = sum(two, "gunrelay_peer_sent_total");

    write(writer, "counts");
    awaitAll(reader, "counts");

    // Changes of one node that wait together leave as one.
    assertThat(sum(one, "gunrelay_peer_sent_total") - sentBefore).isBetween(1.0, 1.1 * WRITES);
    assertThat(sum(two, "gunrelay_peer_sent_total") - echoesBefore).isLessThan(0.1 * WRITES);
  }

  @Test
  void aRingWithARelayOfGunJsRaisesNoStorm() throws Exception {
    List<Integer> ports = FreePorts.take(2);
    GunJsRelay third = gunJsRelay("third", 0);
    TestRelay one = relay("one", ports.get(0), false, uri(ports.get(1)), third.uri());
    TestRelay two = relay("two", ports.get(1), false, uri(ports.get(0)), third.uri());
    awaitPeers(one, 2);
    awaitPeers(two, 2);
    GunJsClient writer = client(one.uri());
    GunJsClient reader = client(two.uri());
    GunJsClient elsewhere = client(third.uri());

    Subscription seen = elsewhere.onEach(List.of("ring"));

    write(writer, "ring");
    awaitAll(reader, "ring");
    Eventually.await(
        "gun.js' relay has told all of it",
        SOON,
        () -> seen.updates().stream().map(Update::key).distinct().count() == WRITES);
    write(elsewhere, "back");
    awaitAll(writer, "back");
    awaitAll(reader, "back");

    Eventually.await("nothing goes round any more", SOON, () -> isQuiet(one, two));
    // At worst two relays that a change reaches at once tell it to each other: that is four times
    // that one of ours tells a change or is told it over a link that it dialled, and each time is
    // acknowledged. And they greet each other, and ask for what the clients asked for: the answers
    // may hold each change once more. What went round would be told without end.
    int changes = 2 * WRITES;
    assertThat(traffic(one) + traffic(two))
        .isLessThan(changes * (4 + 1) * 2 + GREETINGS_AND_QUESTIONS);
  }

  @Test
  void aPeerThatComesBackIsToldWhatHappenedMeanwhile() throws Exception {
    int port = FreePorts.take(1).getFirst();
    GunJsRelay old = gunJsRelay("old", port);
    TestRelay relay = relay("new", 0, false, old.uri());
    awaitPeers(relay, 1);
    GunJsClient writer = client(relay.uri());
    old.kill();
    awaitPeers(relay, 0);

    assertThat(writer.put(List.of("meanwhile"), Map.of("k", "v")).join().ok()).isTrue();

    GunJsRelay again = gunJsRelay("old", port);
    awaitPeers(relay, 1);
    GunJsClient reader = client(again.uri());
    Eventually.await(
        "it has been told", SOON, () -> reader.once(List.of("meanwhile", "k")).join().isPresent());
  }

  @Test
  void allThatAnOldRelayHasOnItsDiskIsFetched() throws Exception {
    int souls = 300;
    GunJsRelay old = gunJsRelay("old", 0);
    GunJsClient writer = client(old.uri());
    List<CompletableFuture<Boolean>> acks =
        IntStream.range(0, souls)
            .mapToObj(i ->
                writer
                    .put(List.of("soul-" + i), Map.of("n", i, "text", "x".repeat(900)))
                    .thenApply(ack -> ack.ok()))
            .toList();
    assertThat(acks).allMatch(CompletableFuture::join);
    old.close();
    GunJsRelay fromDisk = gunJsRelay("old", 0);

    TestRelay relay = relay("new", 0, true, fromDisk.uri());
    Eventually.await(
        "all is fetched",
        Duration.ofSeconds(60),
        () -> sum(relay, "gunrelay_graph_puts_total") >= 2 * souls);
    fromDisk.close();

    GunJsClient reader = client(relay.uri());
    for (int i = 0; i < souls; i++) {
      Optional<JsonNode> node = reader.ask(Map.of("#", "soul-" + i)).join();
      assertThat(node.orElseThrow().at("/soul-" + i + "/n").asInt(-1)).isEqualTo(i);
    }
  }

  @Test
  void aRelayThatIsItsOwnPeerNoticesIt() throws Exception {
    int port = FreePorts.take(1).getFirst();
    TestRelay relay = relay("one", port, false, uri(port));
    Eventually.await(
        "it has met itself", SOON, () -> sum(relay, "gunrelay_connections_opened_total") >= 1);
    awaitPeers(relay, 0);
    GunJsClient client = client(relay.uri());
    assertThat(client.put(List.of("a"), Map.of("k", 1)).join().ok()).isTrue();
  }

  private static void write(GunJsClient writer, String soul) {
    for (int i = 0; i < WRITES; i++) {
      assertThat(writer.put(List.of(soul, "k" + i), i).join().ok()).isTrue();
    }
  }

  private static void awaitAll(GunJsClient reader, String soul) {
    Eventually.await(
        "all of " + soul + " is there",
        SOON,
        () -> {
          Optional<JsonNode> node = reader.ask(Map.of("#", soul)).join();
          return node.isPresent()
              && IntStream.range(0, WRITES)
                  .allMatch(i -> node.get().path(soul).path("k" + i).asInt(-1) == i);
        });
  }

  private static double traffic(TestRelay relay) {
    return sum(relay, "gunrelay_peer_sent_total") + sum(relay, "gunrelay_peer_received_total");
  }

  /** Apart from answers that are still on their way, nobody has anything to say. */
  private static boolean isQuiet(TestRelay one, TestRelay two) {
    double before = traffic(one) + traffic(two);
    Eventually.await("a moment passes", SOON, new Moment()::isOver);
    return traffic(one) + traffic(two) == before;
  }

  private static final class Moment {
    private final long beganNs = System.nanoTime();

    boolean isOver() {
      return System.nanoTime() - beganNs > 300_000_000;
    }
  }

  private static void awaitPeers(TestRelay relay, int connected) {
    Eventually.await(
        connected + " peers are connected",
        SOON,
        () -> sum(relay, "gunrelay_peer_connected") == connected);
  }

  private static double sum(TestRelay relay, String metric) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(relay.admin("/metrics")).build(), BodyHandlers.ofString())
          .body()
          .lines()
          .filter(line -> line.startsWith(metric + "{") || line.startsWith(metric + " "))
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
          .sum();
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private TestRelay relay(String name, int port, boolean fill, URI... peers) throws StartException {
    List<URI> urls =
        List.of(peers).stream()
            .map(peer -> URI.create(peer.toString().replace("http://", "ws://")))
            .toList();
    TestRelay relay =
        TestRelay.start(folder.resolve(name), port, new PeeringSettings(urls, null, fill));
    toClose.push(relay);
    return relay;
  }

  private GunJsRelay gunJsRelay(String name, int port) {
    GunJsRelay relay = GunJsRelay.start(folder.resolve(name), port);
    toClose.push(relay);
    return relay;
  }

  private GunJsClient client(URI relay) {
    GunJsClient client = GunJsClient.start(relay);
    toClose.push(client);
    client.awaitPeers(1, SOON);
    return client;
  }

  private static URI uri(int port) {
    return URI.create("http://127.0.0.1:" + port + "/gun");
  }
}
