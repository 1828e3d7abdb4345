package io.gunrelay.operator.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestsTest {
  private static final String DIGEST = "sha256:" + "0a".repeat(32);

  @Test
  void eachVersionHasItsDigest() {
    assertThat(Digests.of(List.of("1.4.0=" + DIGEST, "1.5.0-rc.1=" + DIGEST)))
        .isEqualTo(Map.of("1.4.0", DIGEST, "1.5.0-rc.1", DIGEST));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.4.0",
        "1.4.0=latest",
        "1.4.0=sha256:0a",
        "latest=sha256:0000000000000000000000000000000000000000000000000000000000000000",
        "=sha256:0000000000000000000000000000000000000000000000000000000000000000",
        "1.4.0=sha256:000000000000000000000000000000000000000000000000000000000000000A"
      })
  void whatIsNoDigestIsNamedAndSaidHowToGive(String given) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Digests.of(List.of(given)))
        .withMessageContaining("'" + given + "'")
        .withMessageContaining("1.4.0=sha256:");
  }
}
