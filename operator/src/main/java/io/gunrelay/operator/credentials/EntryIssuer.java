package io.gunrelay.operator.credentials;

import java.security.SecureRandom;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Makes certificates that sign themselves, for entries of fleets that are tested with. All that it
 * goes by is in the Secret.
 */
public final class EntryIssuer {

  private static final int DNS_NAME = 2;

  private final Maker maker;

  /**
   * @param random of cryptographic strength
   */
  public EntryIssuer(SecureRandom random) {
    this.maker = new Maker(random);
  }

  /**
   * Decides once. What is there stays while it is whole, is for every host, and lasts.
   *
   * @param hosts DNS names, at least one
   * @param found the texts of the Secret; empty when there is none
   */
  public EntryCredentials issue(List<String> hosts, Map<String, String> found, Instant now) {
    var second = now.truncatedTo(ChronoUnit.SECONDS);
    var present =
        Pem.signer(found.getOrDefault(Issuer.CERTIFICATE, ""), found.getOrDefault(Issuer.KEY, ""))
            .filter(signer -> signer.hasSigned(signer.certificate()))
            .filter(signer -> names(signer.certificate()).containsAll(hosts))
            .filter(signer -> Issuer.renewal(signer.certificate()).isAfter(second));
    var signer = present.orElseGet(() -> maker.entry(hosts, second));
    var certificate = Pem.of(signer.certificate());
    return new EntryCredentials(
        Map.of(
            Issuer.CERTIFICATE,
            certificate,
            Issuer.KEY,
            Pem.of(signer.key()),
            Issuer.BUNDLE,
            certificate),
        present.isEmpty(),
        signer.certificate().getNotAfter().toInstant(),
        Issuer.renewal(signer.certificate()));
  }

  private static List<String> names(X509Certificate certificate) {
    try {
      var all = certificate.getSubjectAlternativeNames();
      return all == null
          ? List.of()
          : all.stream()
              .filter(name -> Objects.equals(name.getFirst(), DNS_NAME))
              .map(name -> String.valueOf(name.get(1)))
              .toList();
    } catch (CertificateParsingException e) {
      return List.of();
    }
  }
}
