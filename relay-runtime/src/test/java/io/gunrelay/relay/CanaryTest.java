package io.gunrelay.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gunrelay.e2e.gunjs.Ack;
import io.gunrelay.e2e.gunjs.GunJsClient;
import io.gunrelay.relay.store.StoredRows;
import io.gunrelay.relay.transport.Eventually;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What encrypting clients write in confidence is nowhere at the relay in a form that it can read;
 * and who looks for it in this way finds what was written in the open.
 */
@Timeout(value = 120, unit = SECONDS)
class CanaryTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final double NUMBER = 7_364_918_205_437.25;

  @TempDir Path folder;
  private final RandomGenerator random = new SecureRandom();
  private final Canaries canaries = new Canaries();
  private final Map<String, byte[]> places = new LinkedHashMap<>();

  @Test
  void whatClientsEncryptIsFoundNowhereAtTheRelayAndWhatTheyDoNotIs() throws Exception {
    Path data = folder.resolve("data");
    try (TraceCollector collector = TraceCollector.start()) {
      try (RelayProcess relay =
          RelayProcess.serve(
                  data,
                  "--encryption=require",
                  "--ciphertext-shapes=v1\\.plain\\.[a-z0-9]+",
                  "--log-level=debug",
                  "--access-log=" + folder.resolve("access.log"),
                  "--audit-log=" + folder.resolve("audit.log"),
                  "--tracing-endpoint=" + collector.endpoint(),
                  "--tracing-sample-ratio=1")
              .awaitServing()) {
        try (GunJsClient alice = GunJsClient.start(relay.uri());
            GunJsClient bob = GunJsClient.start(relay.uri())) {
          write(alice, bob);
        }
        places.put("metrics", get(relay, "/metrics"));
        places.put("report", get(relay, "/report"));
        Path dump = folder.resolve("relay.hprof");
        assertThat(relay.jcmd("GC.heap_dump -all " + dump)).contains("Heap dump file created");
        places.put("heap", Files.readAllBytes(dump));
        Files.delete(dump);
        relay.terminate();
        assertThat(relay.exitCode()).isZero();
        places.put("log", String.join("\n", relay.lines()).getBytes(UTF_8));
      }
      Eventually.await("spans came", SOON, () -> !collector.spans().isEmpty());
      ByteArrayOutputStream spans = new ByteArrayOutputStream();
      collector.bodies().forEach(spans::writeBytes);
      places.put("traces", spans.toByteArray());
    }
    places.put("access log", Files.readAllBytes(folder.resolve("access.log")));
    places.put("audit log", Files.readAllBytes(folder.resolve("audit.log")));
    places.put("files", files(data));
    places.put("rows", StoredRows.read(data));
    places.put("tables", files(data));

    assertThat(places).allSatisfy((place, bytes) -> assertThat(bytes).as(place).isNotEmpty());
    assertThat(new String(places.get("metrics"), UTF_8))
        .contains("gunrelay_keys_refused_total{reason=\"plaintext\"} 1.0");
    Map<String, Set<String>> found = found();
    assertThat(found.remove("control"))
        .contains("heap", "files", "rows")
        .doesNotContainAnyElementsOf(
            List.of("log", "access log", "audit log", "metrics", "report", "traces"));
    // It passed through the relay's memory and may still lie there.
    assertThat(found.getOrDefault("refused", Set.of())).isSubsetOf("heap");
    found.remove("refused");
    assertThat(found).as("where what was found").isEmpty();
  }

  /** All ways in which users of gun.js keep something to themselves. */
  private void write(GunJsClient alice, GunJsClient bob) {
    String password = canary("password");
    alice.createUser("alice", password).join();
    // Her keys are kept at the relay now, locked by the password. What follows is another account.
    alice.signIn("alice", password).join();
    JsonNode hers = pair(alice, "Alice");
    JsonNode his = pair(bob, "Bob");
    String owner = alice.signIn(hers).join();
    bob.signIn(his).join();

    taken(alice.put(List.of("open", "text"), sealed(alice, canary("text"), hers)));
    canaries.add("number", NUMBER, "7364918205437.25");
    taken(alice.put(List.of("open", "number"), sealed(alice, NUMBER, hers)));
    Map<String, String> object =
        Map.of("street", canary("value of an object"), canary("name in an object"), "1");
    taken(alice.put(List.of("open", "object"), sealed(alice, object, hers)));
    String inNode = sealed(alice, canary("value of a node"), hers);
    // Nothing hides this one: it is taken because its shape is one that the relay was told of.
    Map<String, String> node = Map.of("name", inNode, "mail", "v1.plain." + canary("control"));
    taken(alice.put(List.of("open", "node"), node));
    taken(alice.putAsUser(List.of("diary"), sealed(alice, canary("user's own"), hers)));
    taken(alice.putSecret(List.of("vault", "key"), canary("user's secret")));

    JsonNode atHers = sea(alice, "secret", his.get("epub"), hers);
    JsonNode atHis = sea(bob, "secret", hers.get("epub"), his);
    String message = canary("message");
    taken(alice.put(List.of("open", "post"), sealed(alice, message, atHers)));
    JsonNode certificate = sea(alice, "certify", his.get("pub"), Map.of("*", "inbox"), hers);
    String note = sealed(bob, canary("written by certificate"), atHis);
    taken(bob.putCertified(List.of("~" + owner, "inbox", "note"), note, certificate));

    String post = bob.once(List.of("open", "post")).join().orElseThrow().textValue();
    assertThat(sea(bob, "decrypt", post, atHis).textValue()).isEqualTo(message);
    assertThat(alice.put(List.of("open", "plain"), canary("refused")).join().refusal())
        .startsWith("Plaintext.");
  }

  /** A text that stands nowhere else. */
  private String canary(String name) {
    String text = "canary" + Long.toUnsignedString(random.nextLong(), Character.MAX_RADIX);
    canaries.add(name, text);
    return text;
  }

  /** A pair of keys whose private ones are canaries. */
  private JsonNode pair(GunJsClient client, String whose) {
    JsonNode pair = sea(client, "pair");
    canaries.add(whose + "'s key to sign", pair.get("priv").textValue());
    canaries.add(whose + "'s key to decrypt", pair.get("epriv").textValue());
    return pair;
  }

  private static String sealed(GunJsClient client, Object value, JsonNode key) {
    return sea(client, "encrypt", value, key).textValue();
  }

  private static JsonNode sea(GunJsClient client, String function, Object... arguments) {
    return client.sea(function, arguments).join().orElseThrow();
  }

  private static void taken(CompletableFuture<Ack> put) {
    assertThat(put.join().refusal()).isNull();
    assertThat(put.join().ok()).isTrue();
  }

  private static byte[] get(RelayProcess relay, String path) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(relay.admin(path)).build();
      return http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
    }
  }

  /** All files below the folder, one behind the other. */
  private static byte[] files(Path folder) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes.writeBytes(Files.readAllBytes(file));
      }
    }
    return bytes.toByteArray();
  }

  /** By canary: the places where it is. */
  private Map<String, Set<String>> found() {
    Map<String, Set<String>> found = new TreeMap<>();
    places.forEach((place, bytes) ->
        canaries
            .in(bytes)
            .forEach(name -> found.computeIfAbsent(name, any -> new TreeSet<>()).add(place)));
    return found;
  }
}
