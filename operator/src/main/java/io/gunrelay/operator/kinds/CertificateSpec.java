package io.gunrelay.operator.kinds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * What is asked of cert-manager.
 *
 * @param secretName where the certificate and its key are kept
 * @param dnsNames at least one
 * @param issuerRef who signs it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record CertificateSpec(String secretName, List<String> dnsNames, IssuerRef issuerRef) {

  /** Names an issuer. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record IssuerRef(String name, String kind, String group) {}
}
