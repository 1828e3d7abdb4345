package io.gunrelay.relay;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.gunrelay.e2e.gunjs.Browser;
import io.gunrelay.e2e.gunjs.BrowserOptions;
import io.gunrelay.e2e.gunjs.ClientOptions;
import io.gunrelay.e2e.gunjs.GunJsClient;
import io.gunrelay.e2e.gunjs.GunJsPage;
import io.gunrelay.e2e.gunjs.Page;
import io.gunrelay.e2e.gunjs.Subscription;
import io.gunrelay.e2e.gunjs.Update;
import io.gunrelay.relay.clients.AllowedOrigins;
import io.gunrelay.relay.clients.TrustedProxies;
import io.gunrelay.relay.config.EdgeConfig;
import io.gunrelay.relay.config.TlsConfig;
import io.gunrelay.relay.limits.LimitSettings;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real gun.js in the service worker of an extension (Manifest V3): it shares tabs with a user's
 * other devices, signed and encrypted, through a relay that lets in its origin and that of one
 * site.
 */
@NeedsBrowser
@Timeout(value = 90, unit = SECONDS)
class ExtensionTest {
  private static final Duration SOON = Duration.ofSeconds(15);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path data;
  private Browser browser;
  private URI site;
  private EdgeConfig edge;
  private TestRelay relay;
  private GunJsClient node;
  private JsonNode pair;
  private Page panel;

  @BeforeEach
  void connect() throws Exception {
    browser = Browser.start(BrowserOptions.USUAL);
    URI extension = browser.extend();
    site = browser.serve();
    AllowedOrigins origins = AllowedOrigins.parse(extension + ", " + site).orElseThrow();
    edge =
        new EdgeConfig(
            TlsConfig.NONE, TrustedProxies.NONE, false, origins, false, LimitSettings.NONE);
    relay = TestRelay.start(data, 0, edge);
    node = GunJsClient.start(relay.uri());
    pair = node.sea("pair").join().orElseThrow();
    node.signIn(pair).join();
    panel = browser.open("own", extension.resolve("/panel.html"));
    configure(relay.uri().toString());
  }

  @AfterEach
  void disconnect() {
    if (browser == null) {
      return;
    }
    browser.close();
    node.close();
    relay.close();
  }

  @Test
  void aWorkerSharesTabsWithOtherDevicesAndHasThemAgainWhenItWasStopped() {
    Subscription atNode = node.onEachAsUser(List.of("tabs"));
    panel.enter("[name=url]", "https://a.example/");
    await(atNode, "https://a.example/");
    save("b", "https://b.example/");
    panel.see("#b", "https://b.example/");
    try (GunJsPage page = browser.openGunJs("phone", site, ClientOptions.of(relay.uri()))) {
      page.client().awaitPeers(1, SOON);
      page.client().signIn(pair).join();
      await(page.client().onEachAsUser(List.of("tabs")), "https://a.example/");
    }

    assertThat(browser.stopWorkers()).isEqualTo(1);
    save("c", "https://c.example/");
    panel.reload();

    panel.see("#https-a-example-", "https://a.example/");
    panel.see("#b", "https://b.example/");
    panel.see("#c", "https://c.example/");
    panel.enter("[name=url]", "https://d.example/");
    await(atNode, "https://d.example/");
    assertThat(atNode.updates()).noneMatch(update -> update.value().toString().contains("example"));
  }

  @Test
  void whatAWorkerWroteWithoutARelayIsSentEvenIfItWasStoppedBefore() throws Exception {
    Subscription atNode = node.onEachAsUser(List.of("tabs"));
    panel.enter("[name=url]", "https://a.example/");
    await(atNode, "https://a.example/");
    int port = relay.port();
    relay.close();
    panel.enter("[name=url]", "https://offline.example/");
    panel.see("#https-offline-example-", "https://offline.example/");

    browser.stopWorkers();
    relay = TestRelay.start(data, port, edge);
    panel.reload();

    try (GunJsClient late = GunJsClient.start(relay.uri())) {
      late.signIn(pair).join();
      Subscription atLate = late.onEachAsUser(List.of("tabs"));
      await(atLate, "https://a.example/");
      await(atLate, "https://offline.example/");
    }
    panel.see("#https-a-example-", "https://a.example/");
  }

  @Test
  void aWorkerComesBackToARelayThatWasAwayForLongerThanGunJsDialsAgain() throws Exception {
    panel.enter("[name=url]", "https://a.example/");
    panel.see("#https-a-example-", "https://a.example/");
    int port = relay.port();
    relay.close();
    // gun.js itself dials again once.
    try (ServerSocket deaf = new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
      deaf.accept().close();
      deaf.accept().close();
    }
    relay = TestRelay.start(data, port, edge);

    try (GunJsClient other = GunJsClient.start(relay.uri())) {
      other.signIn(pair).join();
      JsonNode sealed =
          other.sea("encrypt", Map.of("url", "https://b.example/"), pair).join().orElseThrow();
      assertThat(other.putAsUser(List.of("tabs", "b"), sealed).join().ok()).isTrue();
      panel.see("#b", "https://b.example/");
    }
  }

  @Test
  void pagesOfOtherOriginsAreRefused() {
    try (GunJsPage page =
        browser.openGunJs("own", browser.serve(), ClientOptions.of(relay.uri()))) {
      String dialed =
          "new Promise(done => { const socket = new WebSocket('%s');"
                  .formatted(relay.uri().toString().replace("http", "ws"))
              + " socket.onopen = () => done('open'); socket.onclose = () => done('refused') })";
      assertThat(page.page().evaluate(dialed)).isEqualTo(TextNode.valueOf("refused"));
      assertThat(panel.evaluate(dialed)).isEqualTo(TextNode.valueOf("open"));
    }
  }

  private void configure(String url) {
    String settings = JSON.valueToTree(Map.of("relay", url, "pair", pair)).toString();
    panel.evaluate("chrome.runtime.sendMessage({op: 'configure', settings: " + settings + "})");
  }

  private void save(String id, String url) {
    JsonNode sealed = node.sea("encrypt", Map.of("url", url), pair).join().orElseThrow();
    assertThat(node.putAsUser(List.of("tabs", id), sealed).join().ok()).isTrue();
  }

  private void await(Subscription tabs, String url) {
    String id = url.replaceAll("\\W+", "-");
    Update update = tabs.await(told -> told.key().equals(id) && !told.value().isNull(), SOON);
    JsonNode tab = node.sea("decrypt", update.value(), pair).join().orElseThrow();
    assertThat(tab.get("url").textValue()).isEqualTo(url);
  }
}
