package io.gunrelay.operator.credentials;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/** A certificate and its key. */
record Signer(X509Certificate certificate, PrivateKey key) {

  /** Whether it has signed a certificate. */
  boolean hasSigned(X509Certificate other) {
    return Pem.hasSigned(certificate, other);
  }
}
