package io.gunrelay.relay;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gunrelay.e2e.gunjs.GunJsClient;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What encrypting clients write in confidence is nowhere at the relay in a form that it can read.
 */
@Timeout(value = 120, unit = SECONDS)
class CanaryTest {
  private static final String CANARY = "canary-Qm7Xw2Lk9Vt4";
  private static final String PASSWORD = "passwd-Zr5Yp8Hn3Bc6";

  @TempDir Path folder;

  @Test
  void noCanaryThatWasEncryptedIsFoundAndOneInPlainIs() throws Exception {
    Map<String, byte[]> atTheEnd;
    try (RelayProcess relay = start("require")) {
      try (GunJsClient alice = GunJsClient.start(relay.uri());
          GunJsClient bob = GunJsClient.start(relay.uri())) {
        alice.createUser("alice", PASSWORD).join();
        alice.signIn("alice", PASSWORD).join();
        JsonNode key = alice.sea("pair").join().orElseThrow();
        String sealed = alice.sea("encrypt", CANARY, key).join().orElseThrow().textValue();
        assertThat(alice.putAsUser(List.of("notes"), Map.of("secret", sealed)).join().ok())
            .isTrue();
        assertThat(alice.put(List.of("open", "secret"), sealed).join().ok()).isTrue();

        String read = bob.once(List.of("open", "secret")).join().orElseThrow().textValue();
        assertThat(bob.sea("decrypt", read, key).join().orElseThrow().textValue())
            .isEqualTo(CANARY);
        assertThat(bob.signIn("alice", PASSWORD).join()).isNotEmpty();
        assertThat(alice.put(List.of("open", "plain"), "in the open").join().refusal())
            .startsWith("Plaintext.");
      }
      atTheEnd = everything(relay, "require");
    }
    assertThat(atTheEnd.keySet()).contains("metrics", "log", "heap").hasSizeGreaterThan(5);
    assertThat(found(CANARY, atTheEnd)).isEmpty();
    assertThat(found(PASSWORD, atTheEnd)).isEmpty();
    assertThat(found("gunrelay_keys_refused_total", atTheEnd)).contains("metrics");
  }

  @Test
  void aCanaryInPlainIsFoundInTheStoreAndInTheHeap() throws Exception {
    try (RelayProcess relay = start("audit")) {
      try (GunJsClient alice = GunJsClient.start(relay.uri())) {
        assertThat(alice.put(List.of("open", "plain"), CANARY).join().ok()).isTrue();
      }
      List<String> found = found(CANARY, everything(relay, "audit"));
      assertThat(found).contains("heap").anyMatch(where -> where.endsWith(".log"));
      assertThat(found).doesNotContain("log", "metrics");
    }
  }

  private RelayProcess start(String encryption) throws IOException {
    return RelayProcess.serve(
            folder.resolve(encryption), "--log-level=debug", "--encryption=" + encryption)
        .awaitServing();
  }

  /** All that the relay keeps and says, by where it is. */
  private Map<String, byte[]> everything(RelayProcess relay, String name) throws Exception {
    Map<String, byte[]> everything = new LinkedHashMap<>();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest metrics = HttpRequest.newBuilder(relay.admin("/metrics")).build();
      everything.put("metrics", http.send(metrics, HttpResponse.BodyHandlers.ofByteArray()).body());
    }
    Path dump = folder.resolve(name + ".hprof");
    assertThat(relay.jcmd("GC.heap_dump -all " + dump)).contains("Heap dump file created");
    everything.put("heap", Files.readAllBytes(dump));
    everything.put("log", String.join("\n", relay.lines()).getBytes(StandardCharsets.UTF_8));
    try (Stream<Path> files = Files.walk(folder.resolve(name))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        everything.put(file.toString(), Files.readAllBytes(file));
      }
    }
    return everything;
  }

  private static List<String> found(String text, Map<String, byte[]> everything) {
    List<String> found = new ArrayList<>();
    List<byte[]> forms = forms(text);
    everything.forEach((where, bytes) -> {
      if (forms.stream().anyMatch(form -> contains(bytes, form))) {
        found.add(where);
      }
    });
    return found;
  }

  /** UTF-8, UTF-16, and base64 wherever the text may begin in a larger one. */
  private static List<byte[]> forms(String text) {
    List<byte[]> forms = new ArrayList<>();
    forms.add(text.getBytes(StandardCharsets.UTF_8));
    forms.add(text.getBytes(StandardCharsets.UTF_16LE));
    forms.add(text.getBytes(StandardCharsets.UTF_16BE));
    for (byte[] plain : List.copyOf(forms)) {
      for (int before = 0; before < 3; before++) {
        byte[] padded = new byte[before + plain.length];
        System.arraycopy(plain, 0, padded, before, plain.length);
        String base64 = Base64.getEncoder().encodeToString(padded);
        // What neighbours have a part in is left out.
        String own = base64.substring(before == 0 ? 0 : 4, base64.length() - 4);
        forms.add(own.getBytes(StandardCharsets.US_ASCII));
        forms.add(own.replace('+', '-').replace('/', '_').getBytes(StandardCharsets.US_ASCII));
      }
    }
    return forms;
  }

  private static boolean contains(byte[] bytes, byte[] form) {
    for (int i = 0; i <= bytes.length - form.length; i++) {
      int k = 0;
      while (k < form.length && bytes[i + k] == form[k]) {
        k++;
      }
      if (k == form.length) {
        return true;
      }
    }
    return false;
  }
}
