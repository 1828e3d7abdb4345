package io.gunrelay.operator.fleet;

/**
 * Who signs the certificate of an entry: an issuer of cert-manager.
 *
 * @param group its API group
 * @param kind Issuer or ClusterIssuer
 */
public record CertificateIssuer(String group, String kind, String name) {

  /** As a setting names it. */
  String text() {
    return group + "/" + kind + "/" + name;
  }
}
