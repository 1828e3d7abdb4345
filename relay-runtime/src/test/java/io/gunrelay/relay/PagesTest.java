package io.gunrelay.relay;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.gunrelay.e2e.gunjs.Ack;
import io.gunrelay.e2e.gunjs.Browser;
import io.gunrelay.e2e.gunjs.BrowserOptions;
import io.gunrelay.e2e.gunjs.ClientOptions;
import io.gunrelay.e2e.gunjs.GunJsClient;
import io.gunrelay.e2e.gunjs.GunJsPage;
import io.gunrelay.e2e.gunjs.Subscription;
import io.gunrelay.relay.clients.AllowedOrigins;
import io.gunrelay.relay.clients.TrustedProxies;
import io.gunrelay.relay.config.EdgeConfig;
import io.gunrelay.relay.config.TlsConfig;
import io.gunrelay.relay.limits.LimitSettings;
import io.gunrelay.relay.tls.TestAuthority;
import io.gunrelay.relay.tls.TlsFiles;
import io.gunrelay.relay.tls.TlsVersion;
import java.net.URI;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real gun.js in pages of a real browser, beside one in Node, through this relay. */
@NeedsBrowser
@Timeout(value = 90, unit = SECONDS)
class PagesTest {
  private static final Duration SOON = Duration.ofSeconds(15);
  private static final TestAuthority.Certified CERTIFIED =
      new TestAuthority("authority").certify("relay");

  private static Browser browser;

  @TempDir Path data;
  private TestRelay relay;
  private URI origin;
  private GunJsPage page;
  private GunJsClient node;

  @BeforeAll
  static void startBrowser() throws Exception {
    byte[] key = CERTIFIED.keys().getPublic().getEncoded();
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(key);
    browser =
        Browser.start(BrowserOptions.USUAL.trusting(Base64.getEncoder().encodeToString(hash)));
  }

  @AfterAll
  static void closeBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void connect() throws StartException {
    relay = TestRelay.start(data);
    origin = browser.serve(relay.uri());
    page = open("laptop");
    node = GunJsClient.start(relay.uri());
    node.awaitPeers(1, SOON);
  }

  @AfterEach
  void disconnect() {
    node.close();
    page.close();
    relay.close();
  }

  @Test
  void aPageWritesReadsAndFollows() {
    Subscription tabs = node.onEach(List.of("tabs"));
    Subscription title = page.client().on(List.of("tabs", "a", "title"));

    assertThat(page.client().put(List.of("tabs", "a"), Map.of("title", "A")).join().ok()).isTrue();
    tabs.await(update -> update.value().path("title").asText().equals("A"), SOON);
    assertThat(node.put(List.of("tabs", "a", "title"), "B").join().ok()).isTrue();
    title.await(update -> update.value().asText().equals("B"), SOON);

    Subscription chat = page.client().onEach(List.of("chat"));
    assertThat(node.set(List.of("chat"), Map.of("what", "hello")).join().ok()).isTrue();
    assertThat(page.client().set(List.of("chat"), Map.of("what", "hi")).join().ok()).isTrue();
    chat.await(update -> update.value().path("what").asText().equals("hello"), SOON);
    chat.await(update -> update.value().path("what").asText().equals("hi"), SOON);
    assertThat(page.client().once(List.of("nothing", "here")).join()).isEmpty();
    assertThat(node.once(List.of("tabs", "a", "title")).join()).contains(TextNode.valueOf("B"));
  }

  @Test
  void aPageThatIsLoadedAnewHasWhatWasAcknowledgedAndWhatChangedMeanwhile() {
    for (int i = 0; i < 20; i++) {
      assertThat(page.client().put(List.of("tabs", "t" + i), "page " + i).join().ok()).isTrue();
    }
    page.client().disconnect();
    page.client().awaitPeers(0, SOON);
    assertThat(node.put(List.of("tabs", "t0"), "meanwhile").join().ok()).isTrue();
    page.client().reconnect();

    page.reload();

    Subscription tabs = page.client().onEach(List.of("tabs"));
    for (int i = 1; i < 20; i++) {
      String value = "page " + i;
      tabs.await(update -> update.value().asText().equals(value), SOON);
    }
    tabs.await(update -> update.value().asText().equals("meanwhile"), SOON);
  }

  @Test
  void aPageThatWasOfflineHearsAndTellsWhatWasMissed() {
    Subscription here = page.client().on(List.of("node", "key"));
    Subscription there = node.on(List.of("node", "other"));
    assertThat(node.put(List.of("node"), Map.of("key", "before", "other", "x")).join().ok())
        .isTrue();
    here.await(update -> update.value().asText().equals("before"), SOON);
    assertThat(page.client().put(List.of("node", "other"), "mine").join().ok()).isTrue();
    there.await(update -> update.value().asText().equals("mine"), SOON);
    Subscription mine = page.client().on(List.of("node", "other"));
    mine.await(update -> update.value().asText().equals("mine"), SOON);

    page.client().disconnect();
    page.client().awaitPeers(0, SOON);
    assertThat(node.put(List.of("node", "key"), "while away").join().ok()).isTrue();
    CompletableFuture<Ack> offline = page.client().put(List.of("node", "other"), "offline");
    mine.await(update -> update.value().asText().equals("offline"), SOON);
    page.client().reconnect();

    here.await(update -> update.value().asText().equals("while away"), SOON);
    there.await(update -> update.value().asText().equals("offline"), SOON);
    offline.cancel(true);
  }

  @Test
  void aPageComesBackByItselfToARelayThatStartsAgainAndNothingAcknowledgedIsLost()
      throws StartException {
    Subscription here = page.client().on(List.of("node", "key"));
    assertThat(page.client().put(List.of("node", "key"), "kept").join().ok()).isTrue();
    int port = relay.port();

    relay.close();
    page.client().awaitPeers(0, SOON);
    relay = TestRelay.start(data, port);
    page.client().awaitPeers(1, SOON);

    try (GunJsClient late = GunJsClient.start(relay.uri())) {
      late.on(List.of("node", "key")).await(update -> update.value().asText().equals("kept"), SOON);
      assertThat(late.put(List.of("node", "key"), "after").join().ok()).isTrue();
    }
    here.await(update -> update.value().asText().equals("after"), SOON);
  }

  @Test
  void onlyPagesOfOriginsThatAreAllowedGetIn(@TempDir Path other) throws Exception {
    AllowedOrigins origins = AllowedOrigins.parse(origin.toString()).orElseThrow();
    EdgeConfig edge =
        new EdgeConfig(
            TlsConfig.NONE, TrustedProxies.NONE, false, origins, false, LimitSettings.NONE);
    URI foreign = browser.serve(relay.uri());
    try (TestRelay guarded = TestRelay.start(other, 0, edge)) {
      ClientOptions options = ClientOptions.of(guarded.uri());
      try (GunJsPage own = browser.openGunJs("laptop", origin, options);
          GunJsPage strange = browser.openGunJs("laptop", foreign, options)) {
        own.client().awaitPeers(1, SOON);
        assertThat(own.client().put(List.of("s"), Map.of("k", "v")).join().ok()).isTrue();

        String dialed =
            "new Promise(done => { const socket = new WebSocket('%s');"
                    .formatted(guarded.uri().toString().replace("http", "ws"))
                + " socket.onopen = () => done('open'); socket.onclose = () => done('refused') })";
        assertThat(strange.page().evaluate(dialed)).isEqualTo(TextNode.valueOf("refused"));
        assertThat(own.page().evaluate(dialed)).isEqualTo(TextNode.valueOf("open"));
        assertThat(strange.client().stats().peers()).isEmpty();
        assertThat(browser.complaints()).contains("403");
      }
    }
  }

  @Test
  void aPageWritesAndReadsOverTls(@TempDir Path other) throws Exception {
    TlsFiles files = CERTIFIED.write(other, "relay", "");
    EdgeConfig edge =
        EdgeConfig.with(new TlsConfig(files, TlsVersion.TLS_1_3, TlsFiles.NONE, TlsFiles.NONE));
    try (TestRelay secured = TestRelay.start(other.resolve("data"), 0, edge)) {
      URI uri = URI.create("https://localhost:" + secured.port() + "/gun");
      try (GunJsPage writer = browser.openGunJs("laptop", origin, ClientOptions.of(uri));
          GunJsPage reader = browser.openGunJs("phone", origin, ClientOptions.of(uri))) {
        writer.client().awaitPeers(1, SOON);
        reader.client().awaitPeers(1, SOON);
        assertThat(writer.client().put(List.of("s"), Map.of("k", "v")).join().ok()).isTrue();
        // The page's own storage may have acknowledged it first.
        reader
            .client()
            .on(List.of("s", "k"))
            .await(update -> update.value().asText().equals("v"), SOON);
      }
    }
  }

  private GunJsPage open(String profile) {
    GunJsPage opened = browser.openGunJs(profile, origin, ClientOptions.of(origin.resolve("/gun")));
    opened.client().awaitPeers(1, SOON);
    return opened;
  }
}
