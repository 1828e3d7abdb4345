package io.gunrelay.relay.api.trial;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** The names that a certificate is for, as browsers read them: its subject says nothing. */
record HostNames(List<String> names) {
  private static final int DNS_NAME = 2;
  private static final int ADDRESS = 7;
  private static final int SHOWN = 3;
  private static final int LONGEST = 64;

  HostNames {
    names = List.copyOf(names);
  }

  static HostNames of(X509Certificate certificate) throws CertificateParsingException {
    Collection<List<?>> all = certificate.getSubjectAlternativeNames();
    return new HostNames(
        all == null
            ? List.of()
            : all.stream()
                .filter(name -> name.get(0).equals(DNS_NAME) || name.get(0).equals(ADDRESS))
                .map(name -> String.valueOf(name.get(1)).toLowerCase(Locale.ROOT))
                .toList());
  }

  /**
   * Whether a host is one of them.
   *
   * @param host in lower case
   */
  boolean include(String host) {
    return names.stream().anyMatch(name -> name.equals(host) || covers(name, host));
  }

  /** A star stands for one label, the first (RFC 6125, section 6.4.3). */
  private static boolean covers(String name, String host) {
    int dot = host.indexOf('.');
    return name.startsWith("*.")
        && name.indexOf('.', 2) > 0
        && dot > 0
        && host.substring(dot).equals(name.substring(1));
  }

  /** The first of them; as strangers have chosen them, with nothing odd in them. */
  @Override
  public String toString() {
    if (names.isEmpty()) {
      return "no host";
    }
    String some = String.join(", ", names.stream().limit(SHOWN).map(HostNames::harmless).toList());
    return names.size() > SHOWN ? some + " and others" : some;
  }

  private static String harmless(String name) {
    String text = name.replaceAll("[^a-z0-9.*:_-]", "?");
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
  }
}
