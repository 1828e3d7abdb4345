package io.gunrelay.relay.sea;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PublicKeysTest {
  @Test
  void aKeyIsImportedOnceAndWhatIsNoneIsReadOnce() throws GeneralSecurityException {
    PublicKeys keys = new PublicKeys(Curves.ofTheJdk());
    String pub = new Author().pub();
    String offTheCurve = "A".repeat(43) + "." + "A".repeat(43);

    Optional<PublicKey> key = keys.find(pub);

    assertThat(key).isPresent();
    assertThat(keys.find(pub).get()).isSameAs(key.get());
    assertThat(keys.find(offTheCurve)).isEmpty();
    assertThat(keys.find(offTheCurve)).isEmpty();
    assertThat(keys.find(pub).get()).isSameAs(key.get());
  }
}
