package io.gunrelay.relay;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.e2e.gunjs.Browser;
import io.gunrelay.e2e.gunjs.BrowserOptions;
import io.gunrelay.e2e.gunjs.ClientOptions;
import io.gunrelay.e2e.gunjs.ClientStats;
import io.gunrelay.e2e.gunjs.GunJsClient;
import io.gunrelay.e2e.gunjs.GunJsPage;
import io.gunrelay.e2e.gunjs.Subscription;
import io.gunrelay.relay.transport.FreePorts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The lines for applications in {@code clients/stay-connected.mjs}, with two relays of a fleet. */
@Timeout(value = 120, unit = SECONDS)
class StayConnectedTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final List<String> HEADLINE = List.of("news", "headline");
  private static final String ENTRIES =
      "wss://relay.example/gun,west=wss://west.example/gun,east=wss://east.example/gun";
  private static final List<String> ENTRIES_FROM_EAST =
      List.of("wss://east.example/gun", "wss://relay.example/gun", "wss://west.example/gun");
  private static final List<String> NOTE = List.of("mine", "note");

  @TempDir Path folder;
  private final List<Integer> ports = FreePorts.take(6);
  private RelayProcess near;
  private RelayProcess far;

  @BeforeEach
  void serve() throws Exception {
    near = serve(0);
    far = serve(1);
    near.awaitReplicating();
    far.awaitReplicating();
  }

  @AfterEach
  void stop() {
    near.close();
    far.close();
  }

  @Test
  void aClientWhoseRelayDiesGoesToTheNextEntry() throws Exception {
    try (GunJsClient client = GunJsClient.start(entries())) {
      goesToTheNextEntryWhenItsRelayDies(client);
    }
  }

  @NeedsBrowser
  @Test
  void aPageWhoseRelayDiesGoesToTheNextEntry() throws Exception {
    try (Browser browser = Browser.start(BrowserOptions.USUAL);
        GunJsPage page = browser.openGunJs("laptop", browser.serve(), entries())) {
      goesToTheNextEntryWhenItsRelayDies(page.client());
    }
  }

  @Test
  void aClientLeavesARelayThatNoLongerAnswers() throws Exception {
    try (GunJsClient client = GunJsClient.start(entries())) {
      leavesARelayThatNoLongerAnswers(client);
    }
  }

  @NeedsBrowser
  @Test
  void aPageLeavesARelayThatNoLongerAnswers() throws Exception {
    try (Browser browser = Browser.start(BrowserOptions.USUAL);
        GunJsPage page = browser.openGunJs("laptop", browser.serve(), entries())) {
      leavesARelayThatNoLongerAnswers(page.client());
    }
  }

  @Test
  void aClientOfOneEntryComesBackWhenItDoes() throws Exception {
    try (GunJsClient client = GunJsClient.start(ClientOptions.of(near.uri()).stayingConnected())) {
      client.awaitPeers(1, SOON);
      near.kill();
      client.awaitPeers(0, SOON);
      CompletableFuture<?> put = client.insist(NOTE, "for later", AGAIN);
      near = serve(0);

      client.awaitPeers(1, SOON);
      put.join();
      try (GunJsClient reader = GunJsClient.start(near.uri())) {
        assertThat(reader.once(NOTE).join().orElseThrow().asText()).isEqualTo("for later");
      }
    }
  }

  @Test
  void aClientThatARelayHandsOverHasOneConnection() throws Exception {
    try (GunJsClient client = GunJsClient.start(ClientOptions.of(near.uri()).stayingConnected())) {
      client.awaitPeers(1, SOON);
      near.terminate();
      client.awaitPeers(0, SOON);
      near.exitCode();
      near = serve(0);

      client.awaitPeers(1, SOON);
      assertThat(client.insist(NOTE, "here", AGAIN).join().ok()).isTrue();
      assertThat(client.stats().sockets()).isEqualTo(1);
    }
  }

  @Test
  void aClientAsksAnEntryForTheOthers() {
    try (GunJsClient client = GunJsClient.start()) {
      assertThat(client.entries(near.uri(), "east")).isEqualTo(ENTRIES_FROM_EAST);
    }
  }

  @NeedsBrowser
  @Test
  void aPageOfAnotherOriginAsksAnEntryForTheOthers() {
    try (Browser browser = Browser.start(BrowserOptions.USUAL);
        GunJsPage page = browser.openGunJs("laptop", browser.serve(), entries())) {
      assertThat(page.client().entries(near.uri(), "east")).isEqualTo(ENTRIES_FROM_EAST);
    }
  }

  private void goesToTheNextEntryWhenItsRelayDies(GunJsClient client) throws Exception {
    Subscription news = client.on(HEADLINE);
    client.awaitPeers(1, SOON);
    near.kill();

    assertThat(client.insist(NOTE, "written to the other", AGAIN).join().ok()).isTrue();
    assertThat(client.stats().peers()).singleElement().matches(this::isFar);
    try (GunJsClient writer = GunJsClient.start(far.uri())) {
      assertThat(writer.put(HEADLINE, "heard from the other").join().ok()).isTrue();
      news.await(update -> update.value().asText().equals("heard from the other"), SOON);
      assertThat(writer.once(NOTE).join().orElseThrow().asText()).isEqualTo("written to the other");
    }
  }

  private void leavesARelayThatNoLongerAnswers(GunJsClient client) throws Exception {
    client.awaitPeers(1, SOON);
    near.suspend();
    try {
      assertThat(client.insist(NOTE, "not into the void", AGAIN).join().refusal()).isNull();
      assertThat(client.stats().peers()).singleElement().matches(this::isFar);
    } finally {
      near.resume();
    }
  }

  private boolean isFar(ClientStats.Peer peer) {
    return peer.url().contains(":" + far.port() + "/");
  }

  private ClientOptions entries() {
    return ClientOptions.of(near.uri(), far.uri()).stayingConnected();
  }

  private RelayProcess serve(int index) throws Exception {
    return RelayProcess.serve(
            folder.resolve("relay-" + index),
            "--port=" + ports.get(3 * index),
            "--admin-port=" + ports.get(3 * index + 1),
            "--replication-port=" + ports.get(3 * index + 2),
            "--replicate-with=127.0.0.1:" + ports.get(3 * (1 - index) + 2),
            "--replication-insecure=true",
            "--cache-bytes=16MiB",
            "--entries=" + ENTRIES,
            "--shutdown-grace-seconds=5")
        .awaitServing();
  }
}
