package io.gunrelay.relay;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gunrelay.e2e.gunjs.GunJsClient;
import io.gunrelay.e2e.gunjs.Subscription;
import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.transport.RawClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Users of the real gun.js, and one who is none, through this relay. */
@Timeout(value = 90, unit = SECONDS)
class SeaInteroperabilityTest {
  private static final Duration SOON = Duration.ofSeconds(15);

  @TempDir Path data;
  private TestRelay relay;
  private GunJsClient alice;
  private GunJsClient bob;

  @BeforeEach
  void connect() throws StartException {
    relay = TestRelay.start(data);
    alice = GunJsClient.start(relay.uri());
    bob = GunJsClient.start(relay.uri());
    alice.awaitPeers(1, SOON);
    bob.awaitPeers(1, SOON);
  }

  @AfterEach
  void disconnect() {
    alice.close();
    bob.close();
    relay.close();
  }

  @Test
  void whatAUserWritesIsReadByOthersAndFoundByItsAlias() {
    String pub = alice.createUser("alice", "correct horse battery").join();
    alice.signIn("alice", "correct horse battery").join();
    assertThat(alice.putAsUser(List.of("profile"), Map.of("name", "Alice", "age", 42)).join().ok())
        .isTrue();

    assertThat(bob.ask(Map.of("#", "~@alice")).join().orElseThrow().at("/~@alice").get("~" + pub))
        .hasToString("{\"#\":\"~" + pub + "\"}");
    assertThat(bob.once(List.of("~" + pub, "profile", "name")).join().orElseThrow().textValue())
        .isEqualTo("Alice");
    assertThat(bob.once(List.of("~" + pub, "profile", "age")).join().orElseThrow().intValue())
        .isEqualTo(42);
  }

  @Test
  void anotherWritesWhereACertificateLetsIt() {
    JsonNode hers = alice.sea("pair").join().orElseThrow();
    JsonNode his = bob.sea("pair").join().orElseThrow();
    String owner = alice.signIn(hers).join();
    bob.signIn(his).join();
    JsonNode certificate =
        alice
            .sea("certify", his.get("pub").textValue(), Map.of("*", "inbox"), hers)
            .join()
            .orElseThrow();

    assertThat(
            bob.putCertified(List.of("~" + owner, "inbox", "hello"), "it is Bob", certificate)
                .join()
                .ok())
        .isTrue();

    assertThat(alice.onceAsUser(List.of("inbox", "hello")).join().orElseThrow().textValue())
        .isEqualTo("it is Bob");
    try (GunJsClient other = GunJsClient.start(relay.uri())) {
      assertThat(
              other.once(List.of("~" + owner, "inbox", "hello")).join().orElseThrow().textValue())
          .isEqualTo("it is Bob");
    }
  }

  @Test
  void contentIsReadByItsHash() throws NoSuchAlgorithmException {
    String hash = sha256("a post");
    assertThat(alice.put(List.of("posts#", hash), "a post").join().ok()).isTrue();
    assertThat(bob.once(List.of("posts#", hash)).join().orElseThrow().textValue())
        .isEqualTo("a post");
  }

  @Test
  void aForgeryIsRefusedAndNobodyHearsOfIt() throws IOException {
    JsonNode hers = alice.sea("pair").join().orElseThrow();
    String owner = alice.signIn(hers).join();
    assertThat(alice.putAsUser(List.of("status"), "mine").join().ok()).isTrue();
    Subscription status = bob.on(List.of("~" + owner, "status"));
    status.await(update -> update.value().asText().equals("mine"), SOON);

    try (RawClient eve = RawClient.open(relay.port())) {
      eve.text(put(owner, "status", "\"stolen\""));
      assertThat(eve.readText()).contains("\"@\":\"forged\",\"err\":\"Unverified data.");
    }

    assertThat(alice.putAsUser(List.of("status"), "still mine").join().ok()).isTrue();
    status.await(update -> update.value().asText().equals("still mine"), SOON);
    assertThat(status.updates()).noneMatch(update -> update.value().toString().contains("stolen"));
  }

  @Test
  void aDeletionByTheOwnerIsSigned() {
    String owner = alice.signIn(alice.sea("pair").join().orElseThrow()).join();
    alice.putAsUser(List.of("note"), Map.of("text", "gone soon")).join();
    Subscription note = bob.on(List.of("~" + owner, "note", "text"));
    note.await(update -> update.value().asText().equals("gone soon"), SOON);
    Map<String, Object> deletion = new HashMap<>(Collections.singletonMap("text", null));

    assertThat(alice.putAsUser(List.of("note"), deletion).join().ok()).isTrue();

    note.await(update -> update.value().isNull(), SOON);
  }

  private static String sha256(String text) throws NoSuchAlgorithmException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static String put(String owner, String key, String json) {
    return "{\"#\":\"forged\",\"put\":{\"~%1$s\":{\"_\":{\"#\":\"~%1$s\",\">\":{\"%2$s\":1700000000000}},\"%2$s\":%3$s}}}"
        .formatted(owner, key, Bytes.utf8(json));
  }
}
