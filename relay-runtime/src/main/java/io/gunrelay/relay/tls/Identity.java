package io.gunrelay.relay.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * Who one end of TLS is, and whom it trusts.
 *
 * @param chain its certificate, and those between it and its authority; never empty
 * @param key the private key of the first one
 * @param authorities who may vouch for the other end; empty: it is not asked who it is
 */
record Identity(List<X509Certificate> chain, PrivateKey key, List<X509Certificate> authorities) {

  /** When the certificate ends. */
  Instant validUntil() {
    return chain.getFirst().getNotAfter().toInstant();
  }

  String subject() {
    return chain.getFirst().getSubjectX500Principal().toString();
  }

  /** Certificate and key, as Java's key managers want them; without a password. */
  KeyStore ownKeys() throws GeneralSecurityException, IOException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    keys.setKeyEntry("own", key, new char[0], chain.toArray(X509Certificate[]::new));
    return keys;
  }

  /** The authorities, as Java's trust managers want them. */
  KeyStore trusted() throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    for (int i = 0; i < authorities.size(); i++) {
      trusted.setCertificateEntry("authority-" + i, authorities.get(i));
    }
    return trusted;
  }
}
