package io.gunrelay.relay.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The fleet that a certificate names, as a URI among its alternative names: {@code
 * gunrelay://fleet/ID}. That is SPIFFE's way of naming workloads, with one difference: a
 * certificate may hold other URIs beside it.
 *
 * @param text what follows {@code gunrelay://fleet/}
 */
record FleetId(String text) {
  private static final int URI = 6;
  private static final Pattern NAME = Pattern.compile("(?i:gunrelay://fleet/)(.*)");
  private static final Pattern TEXT = Pattern.compile("[A-Za-z0-9._~-]{1,128}");

  /**
   * The fleet, if the certificate names one.
   *
   * @throws CertificateParsingException if it names several, or one that is no name
   */
  static Optional<FleetId> of(X509Certificate certificate) throws CertificateParsingException {
    Optional<FleetId> found = Optional.empty();
    for (List<?> name : alternativeNames(certificate)) {
      Matcher matcher = NAME.matcher(String.valueOf(name.get(1)));
      if (Integer.valueOf(URI).equals(name.get(0)) && matcher.matches()) {
        String text = matcher.group(1);
        if (!TEXT.matcher(text).matches()) {
          throw new CertificateParsingException(
              "its fleet is not a name of letters, digits and .-_~");
        }
        if (found.isPresent()) {
          throw new CertificateParsingException("it names more than one fleet");
        }
        found = Optional.of(new FleetId(text));
      }
    }
    return found;
  }

  private static Collection<List<?>> alternativeNames(X509Certificate certificate)
      throws CertificateParsingException {
    Collection<List<?>> names = certificate.getSubjectAlternativeNames();
    return names == null ? List.of() : names;
  }
}
