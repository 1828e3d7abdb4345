package io.gunrelay.relay.tls;

import java.util.List;

/** The oldest version of TLS that is spoken. */
public enum TlsVersion {
  TLS_1_2("1.2", List.of("TLSv1.3", "TLSv1.2")),
  TLS_1_3("1.3", List.of("TLSv1.3"));

  private final String number;

  // A list that cannot be changed.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> protocols;

  TlsVersion(String number, List<String> protocols) {
    this.number = number;
    this.protocols = protocols;
  }

  /** The version with this number, which must be one of those here. */
  public static TlsVersion of(String number) {
    for (TlsVersion version : values()) {
      if (version.number.equals(number)) {
        return version;
      }
    }
    throw new IllegalArgumentException("no version of TLS: " + number);
  }

  /** What is spoken, by the names that Java gives it. */
  List<String> protocols() {
    return protocols;
  }
}
