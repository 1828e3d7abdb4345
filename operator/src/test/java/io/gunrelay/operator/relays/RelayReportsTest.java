package io.gunrelay.operator.relays;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.relay.api.AdminPort;
import io.gunrelay.relay.api.RegionLease;
import io.gunrelay.relay.api.RegionReport;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RelayReportsTest {

  private static final ResourceID FLEET = new ResourceID("demo", "shop");

  private final BlockingQueue<ResourceID> rounds = new LinkedBlockingQueue<>();
  private final AtomicBoolean leads = new AtomicBoolean();
  private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
  private final RelayReports reports =
      new RelayReports(Duration.ofMillis(50), InstantSource.system(), leads::get);
  private final List<HttpServer> relays = new ArrayList<>();

  RelayReportsTest() {
    reports.setEventHandler(event -> rounds.add(event.getRelatedCustomResourceID()));
    reports.start();
  }

  @AfterEach
  void stop() {
    reports.stop();
    relays.forEach(relay -> relay.stop(0));
  }

  @Test
  void aFirstReportStartsARound() throws Exception {
    reports.follow(FLEET, Map.of("west", List.of(relay(answer(3)))));

    assertThat(nextRound()).isEqualTo(FLEET);
    assertThat(clients()).isEqualTo(3);
  }

  @Test
  void theSameReportStartsNone() throws Exception {
    reports.follow(FLEET, Map.of("west", List.of(relay(answer(3)))));
    nextRound();

    assertThat(rounds.poll(500, TimeUnit.MILLISECONDS)).isNull();
  }

  @Test
  void whereARelayDoesNotAnswerTheNextIsAsked() throws Exception {
    reports.follow(FLEET, Map.of("west", List.of(nobody(), relay("no JSON"), relay(answer(4)))));

    nextRound();
    assertThat(clients()).isEqualTo(4);
  }

  @Test
  void whereTheNetworkOfThePodsIsCutTheApiServerIsAsked() throws Exception {
    reports.follow(
        FLEET, Map.of("west", List.of(nobody(), new Address.Proxied(answering(5), "/relay"))));

    nextRound();
    assertThat(clients()).isEqualTo(5);
  }

  @Test
  void thatARelayMissesAnotherOneIsNews() throws Exception {
    var saying = new AtomicReference<>(hearing("LINKED", 400));
    reports.follow(FLEET, Map.of("west", List.of(relay(saying::get))));
    nextRound();

    saying.set(hearing("LINKED", 900));
    await("it is asked", () -> asked.size() > 10);
    assertThat(rounds).isEmpty();
    saying.set(hearing("LINKED", 2_000));
    assertThat(nextRound()).isEqualTo(FLEET);

    saying.set(hearing("STANDBY", 400));
    assertThat(nextRound()).isEqualTo(FLEET);
    saying.set(hearing("STANDBY", 60_000));
    asked.clear();
    await("it is asked", () -> asked.size() > 10);
    assertThat(rounds).isEmpty();
  }

  private static String hearing(String state, long silentMs) {
    var other =
        """
        {"address": "10.0.0.2:8766", "connected": true, "link": {"state": "%s"}, "silentMs": %d,
         "report": {"name": "b", "version": "1.4.0", "region": "west", "origin": "01",
          "startedAt": "2026-01-01T00:00:00Z", "ready": true, "message": "",
          "load": {"clients": 0, "subscriptions": 0, "putsTotal": 0, "storedBytes": 0}}}
        """
            .formatted(state, silentMs);
    return answer(3).replace("\"peers\": []", "\"peers\": [" + other + "]");
  }

  private static Address.ApiServer answering(int clients) {
    return new Address.ApiServer() {
      @Override
      public CompletableFuture<byte[]> get(String path, Map<String, String> headers) {
        return CompletableFuture.completedFuture(answer(clients).getBytes(StandardCharsets.UTF_8));
      }

      @Override
      public CompletableFuture<byte[]> post(String path, Map<String, String> headers, byte[] json) {
        throw new UnsupportedOperationException();
      }
    };
  }

  @Test
  void aReportThatIsLongerThanAnyIsNotReadToItsEnd() throws Exception {
    var endless = answer(9) + " ".repeat(5 << 20);
    reports.follow(FLEET, Map.of("west", List.of(relay(endless), relay(answer(4)))));

    nextRound();
    assertThat(clients()).isEqualTo(4);
  }

  @Test
  void aReportIsGivenUpWhenNobodyAnswersAnyMore() throws Exception {
    reports.follow(FLEET, Map.of("west", List.of(relay(answer(3)))));
    nextRound();

    relays.getFirst().stop(0);

    nextRound();
    assertThat(reports.of(FLEET)).isEmpty();
  }

  @Test
  void aRegionOfAFleetInAHurryThatFallsSilentIsNoticedWithinSeconds() throws Exception {
    var followed = Instant.now();
    reports.hurry(FLEET, true);
    reports.follow(FLEET, Map.of("west", List.of(nobody())));

    assertThat(nextRound()).isEqualTo(FLEET);
    assertThat(reports.heard(FLEET).get("west")).isBetween(followed, followed.plusSeconds(1));
    assertThat(reports.of(FLEET)).isEmpty();
  }

  @Test
  void whoeverWorksTellsRelaysTheLeasesAndWhatItHasHeardOfThem() throws Exception {
    leads.set(true);
    var fence =
        "\"fence\": {\"state\": \"OPEN\", \"message\": \"\", \"mark\": \"m-1\", \"leases\": []}, \"load\"";
    reports.tell(FLEET, "token", List.of(new RegionLease("west", "east", 7)));
    reports.follow(FLEET, Map.of("west", List.of(relay(answer(3).replace("\"load\"", fence)))));
    nextRound();

    assertThat(asked.poll(20, TimeUnit.SECONDS)).isEqualTo("token west=east;7 ");
    assertThat(asked.poll(20, TimeUnit.SECONDS)).isEqualTo("token west=east;7 m-1");
    leads.set(false);
    await("it no longer works", () -> "null null null".equals(asked.poll()));
  }

  private static void await(String what, BooleanSupplier condition) {
    var deadline = Instant.now().plusSeconds(20);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as(what).isBefore(deadline);
    }
  }

  @Test
  void aFleetThatIsGoneIsForgotten() throws Exception {
    reports.follow(FLEET, Map.of("west", List.of(relay(answer(3)))));
    nextRound();

    var cluster = new GunRelayCluster();
    cluster.getMetadata().setName("demo");
    cluster.getMetadata().setNamespace("shop");
    reports.onResourceDeleted(cluster);

    assertThat(reports.of(FLEET)).isEmpty();
  }

  @Test
  void aRelayOfTheFirstReleaseAndOneThatSaysMoreAreUnderstood() throws Exception {
    var former = "\"peers\": [{\"address\": \"10.0.0.2:8766\", \"connected\": true}]";
    var later = "\"peers\": [], \"vector\": null, \"weather\": {\"sun\": true}";
    reports.follow(
        FLEET,
        Map.of(
            "west", List.of(relay(answer(3).replace("\"peers\": []", former))),
            "east", List.of(relay(answer(4).replace("\"peers\": []", later)))));

    nextRound();
    nextRound();
    assertThat(reports.of(FLEET)).containsOnlyKeys("west", "east");
  }

  private @Nullable ResourceID nextRound() throws InterruptedException {
    return rounds.poll(20, TimeUnit.SECONDS);
  }

  private long clients() {
    @Nullable RegionReport report = reports.of(FLEET).get("west");
    return report == null ? -1 : report.self().load().clients();
  }

  private static String answer(int clients) {
    return """
    {"self": {"name": "a", "version": "1.4.0", "region": "west", "origin": "00",
      "startedAt": "2026-01-01T00:00:00Z", "ready": true, "message": "",
      "load": {"clients": %d, "subscriptions": 0, "putsTotal": 0, "storedBytes": 0}},
     "peers": []}
    """
        .formatted(clients);
  }

  private Address relay(String body) throws IOException {
    return relay(() -> body);
  }

  private Address relay(Supplier<String> body) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/report",
        exchange -> {
          var headers = exchange.getRequestHeaders();
          asked.add(
              "%s %s %s"
                  .formatted(
                      headers.getFirst(AdminPort.TOKEN_HEADER),
                      headers.getFirst(AdminPort.LEASES_HEADER),
                      headers.getFirst(AdminPort.HEARD_HEADER)));
          var bytes = body.get().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
          try (var out = exchange.getResponseBody()) {
            out.write(bytes);
          }
        });
    server.start();
    relays.add(server);
    return new Address.Direct("127.0.0.1:" + server.getAddress().getPort());
  }

  /** An address where nobody listens. */
  private static Address nobody() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new Address.Direct("127.0.0.1:" + socket.getLocalPort());
    }
  }
}
