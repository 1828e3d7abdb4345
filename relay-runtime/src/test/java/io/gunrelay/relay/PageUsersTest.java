package io.gunrelay.relay;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.gunrelay.e2e.gunjs.Ack;
import io.gunrelay.e2e.gunjs.Browser;
import io.gunrelay.e2e.gunjs.BrowserOptions;
import io.gunrelay.e2e.gunjs.ClientOptions;
import io.gunrelay.e2e.gunjs.GunJsClient;
import io.gunrelay.e2e.gunjs.GunJsPage;
import io.gunrelay.e2e.gunjs.Subscription;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** gun.js' SEA with the cryptography of a real browser, beside that of Node, through this relay. */
@NeedsBrowser
@Timeout(value = 90, unit = SECONDS)
class PageUsersTest {
  private static final Duration SOON = Duration.ofSeconds(15);

  private static Browser browser;

  @TempDir Path data;
  private TestRelay relay;
  private URI origin;
  private GunJsPage page;
  private GunJsClient node;

  @BeforeAll
  static void startBrowser() {
    browser = Browser.start(BrowserOptions.USUAL);
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
  void aUserIsRecalledByItsTabAndSignsInElsewhere() {
    GunJsClient tab = page.client();
    tab.recall().join();
    String key = tab.createUser("ada", "correct horse battery").join();
    assertThat(tab.signIn("ada", "correct horse battery").join()).isEqualTo(key);
    assertThat(tab.putAsUser(List.of("tabs"), Map.of("a", "signed")).join().ok()).isTrue();

    page.reload();
    assertThat(tab.recall().join()).contains(key);
    assertThat(tab.putAsUser(List.of("tabs"), Map.of("b", "recalled")).join().ok()).isTrue();

    assertThat(node.signIn("ada", "correct horse battery").join()).isEqualTo(key);
    Subscription tabs = node.onEachAsUser(List.of("tabs"));
    tabs.await(update -> update.value().asText().equals("signed"), SOON);
    tabs.await(update -> update.value().asText().equals("recalled"), SOON);
    try (GunJsPage elsewhere = open("phone")) {
      assertThat(elsewhere.client().recall().join()).isEmpty();
    }
  }

  @Test
  void aUserInAPageLetsAnotherWriteAndKeepsSecrets() {
    GunJsClient ada = page.client();
    JsonNode hers = ada.sea("pair").join().orElseThrow();
    JsonNode his = node.sea("pair").join().orElseThrow();
    String owner = ada.signIn(hers).join();
    String writer = node.signIn(his).join();
    Subscription inbox = ada.onEachAsUser(List.of("inbox"));
    JsonNode certificate =
        ada.sea("certify", writer, Map.of("*", "inbox"), hers).join().orElseThrow();
    List<String> letter = List.of("~" + owner, "inbox", "letter");

    assertThat(node.putCertified(letter, "from Bob", certificate).join().ok()).isTrue();
    inbox.await(update -> update.value().asText().equals("from Bob"), SOON);

    JsonNode sealed = ada.sea("encrypt", "my diary", hers).join().orElseThrow();
    assertThat(ada.putAsUser(List.of("private", "diary"), sealed).join().ok()).isTrue();
    JsonNode seen = node.once(List.of("~" + owner, "private", "diary")).join().orElseThrow();
    assertThat(node.sea("decrypt", seen, his).join()).isEmpty();
    assertThat(node.sea("decrypt", seen, hers).join()).contains(TextNode.valueOf("my diary"));
  }

  @Test
  void contentThatAPageFrozeIsReadByItsHashAndCannotBeReplaced() {
    Map<String, String> digest = Map.of("name", "SHA-256");
    String hash = hash(page.client(), "a post", digest);
    assertThat(page.client().put(List.of("#", hash), "a post").join().ok()).isTrue();

    assertThat(node.once(List.of("#", hash)).join()).contains(TextNode.valueOf("a post"));
    Map<String, ?> meta = Map.of("#", "#", ">", Map.of(hash, 1_700_000_000_000L));
    Ack forged = node.graph(Map.of("#", Map.of("_", meta, hash, "another post"))).join();
    assertThat(forged.refusal()).isNotNull();
    assertThat(forged.lack()).isFalse();
  }

  @Test
  void whatIsEncryptedInAPageIsReadInNodeAndTheOtherWayRound() {
    JsonNode pair = page.client().sea("pair").join().orElseThrow();
    for (List<GunJsClient> way :
        List.of(List.of(page.client(), node), List.of(node, page.client()))) {
      GunJsClient writer = way.getFirst();
      GunJsClient reader = way.getLast();
      Map<String, String> tab = Map.of("url", "https://a.example/?q=é\ud83d\ude00");
      JsonNode sealed = writer.sea("encrypt", tab, pair).join().orElseThrow();
      // A client that has written a key itself does not ask others for it.
      String key = "from " + (writer == node ? "node" : "page");
      assertThat(writer.put(List.of("sealed", key), sealed).join().ok()).isTrue();

      Subscription read = reader.on(List.of("sealed", key));
      JsonNode value = read.await(update -> update.value().equals(sealed), SOON).value();
      JsonNode opened = reader.sea("decrypt", value, pair).join().orElseThrow();
      assertThat(opened.get("url").textValue()).isEqualTo(tab.get("url"));
    }
  }

  private static String hash(GunJsClient client, String text, Map<String, String> digest) {
    return client
        .sea("work", text, NullNode.instance, NullNode.instance, digest)
        .join()
        .orElseThrow()
        .textValue();
  }

  private GunJsPage open(String profile) {
    GunJsPage opened = browser.openGunJs(profile, origin, ClientOptions.of(origin.resolve("/gun")));
    opened.client().awaitPeers(1, SOON);
    return opened;
  }
}
