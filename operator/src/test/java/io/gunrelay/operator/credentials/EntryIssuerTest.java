package io.gunrelay.operator.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EntryIssuerTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final List<String> HOSTS = List.of("relay.example", "west.relay.example");

  private final EntryIssuer issuer = new EntryIssuer(new SecureRandom());

  @Test
  void theCertificateIsForEveryHostAndSignsItself() throws GeneralSecurityException {
    var made = issuer.issue(HOSTS, Map.of(), NOW);

    assertThat(made.isNew()).isTrue();
    assertThat(made.texts()).containsOnlyKeys("tls.crt", "tls.key", "ca.crt");
    assertThat(made.texts().get("ca.crt")).isEqualTo(made.texts().get("tls.crt"));
    var certificate = certificate(made);
    certificate.verify(certificate.getPublicKey());
    certificate.checkValidity(Date.from(NOW));
    assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
    assertThat(certificate.getSubjectAlternativeNames())
        .extracting(name -> String.valueOf(name.get(1)))
        .containsExactlyElementsOf(HOSTS);
    assertThat(made.until()).isEqualTo(NOW.plus(Duration.ofDays(90)));
  }

  @Test
  void oneThatIsThereStays() {
    var made = issuer.issue(HOSTS, Map.of(), NOW);

    var again = issuer.issue(HOSTS, made.texts(), NOW.plus(Duration.ofDays(30)));

    assertThat(again.isNew()).isFalse();
    assertThat(again.texts()).isEqualTo(made.texts());
    assertThat(again.next()).isEqualTo(made.next());
  }

  @Test
  void itStaysWhenAHostIsNotServedAnyMore() {
    var made = issuer.issue(HOSTS, Map.of(), NOW);

    assertThat(issuer.issue(List.of("relay.example"), made.texts(), NOW).isNew()).isFalse();
  }

  @Test
  void anotherIsMadeForAHostThatIsAddedAndBeforeItsTimeIsOver() {
    var made = issuer.issue(List.of("relay.example"), Map.of(), NOW);

    assertThat(issuer.issue(HOSTS, made.texts(), NOW).isNew()).isTrue();
    assertThat(issuer.issue(List.of("relay.example"), made.texts(), made.next()).isNew()).isTrue();
    assertThat(made.next()).isBefore(made.until());
  }

  @Test
  void soItIsInPlaceOfOneThatIsDamagedOrOfAnotherKey() {
    var made = issuer.issue(HOSTS, Map.of(), NOW);
    var damaged = new HashMap<>(made.texts());
    damaged.put("tls.crt", "-----BEGIN CERTIFICATE-----\nnone\n-----END CERTIFICATE-----");
    var mixed = new HashMap<>(made.texts());
    mixed.put("tls.key", issuer.issue(HOSTS, Map.of(), NOW).texts().get("tls.key"));

    assertThat(issuer.issue(HOSTS, damaged, NOW).isNew()).isTrue();
    assertThat(issuer.issue(HOSTS, mixed, NOW).isNew()).isTrue();
  }

  private static X509Certificate certificate(EntryCredentials made) {
    return Pem.certificates(made.texts().getOrDefault("tls.crt", "")).getFirst();
  }
}
