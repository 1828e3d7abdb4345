package io.gunrelay.operator.fleet;

/** Who signs the certificate of an entry. */
public sealed interface CertificateIssuer {

  /**
   * An issuer of cert-manager.
   *
   * @param group its API group
   * @param kind Issuer or ClusterIssuer
   */
  record CertManager(String group, String kind, String name) implements CertificateIssuer {

    /** As a setting names it. */
    String text() {
      return group + "/" + kind + "/" + name;
    }
  }

  /** Nobody: the operator makes one, for tests, which signs itself. */
  record Nobody() implements CertificateIssuer {}
}
