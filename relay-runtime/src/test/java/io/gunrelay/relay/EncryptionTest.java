package io.gunrelay.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gunrelay.e2e.gunjs.GunJsClient;
import io.gunrelay.relay.sea.Encryption;
import io.gunrelay.relay.sea.SeaSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of what gun.js puts in the open, as the relay's operator chose. */
class EncryptionTest {
  private static final List<String> SHAPES = List.of("v1\\.[A-Za-z0-9_-]{40,}");

  @TempDir Path data;

  @ParameterizedTest
  @CsvSource({"OFF, true, 0", "AUDIT, true, 2", "REQUIRE, false, 2"})
  void plaintextIsTakenCountedOrRefused(Encryption encryption, boolean taken, double counted)
      throws Exception {
    try (TestRelay relay = TestRelay.start(data, new SeaSettings(false, encryption, SHAPES));
        GunJsClient alice = GunJsClient.start(relay.uri())) {
      JsonNode pair = alice.sea("pair").join().orElseThrow();
      alice.signIn(pair).join();
      String sealed = alice.sea("encrypt", "hidden", pair).join().orElseThrow().textValue();
      String own = "v1." + "a-Z_9".repeat(8);

      assertThat(alice.put(List.of("open"), Map.of("a", sealed, "b", own)).join().ok()).isTrue();
      assertThat(alice.putAsUser(List.of("note"), sealed).join().ok()).isTrue();
      assertThat(relay.metric("gunrelay_plaintext_values_total")).isZero();

      assertThat(alice.put(List.of("open", "plain"), "v1.short").join().ok()).isEqualTo(taken);
      assertThat(alice.putAsUser(List.of("plain"), "signed only").join().ok()).isEqualTo(taken);
      assertThat(relay.metric("gunrelay_plaintext_values_total")).isEqualTo(counted);
    }
  }
}
