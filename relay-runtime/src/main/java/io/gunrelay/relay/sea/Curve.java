package io.gunrelay.relay.sea;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** P-256 as one provider computes on it. Thread-safe. */
final class Curve {
  private final Provider provider;
  private final PublicKeys keys;
  // As many as threads that verify at one time.
  private final Queue<Signature> engines = new ConcurrentLinkedQueue<>();

  Curve(Provider provider) {
    this.provider = provider;
    try {
      keys = new PublicKeys(provider);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(provider.getName() + " does not know P-256", e);
    }
  }

  /** The key of the curve, or empty when the text is none. */
  Optional<PublicKey> key(String pub) {
    return keys.find(pub);
  }

  /**
   * Whether a signature is one of {@code key} over the SHA-256 of {@code signed}.
   *
   * @param key of this very curve
   * @param der r and s
   */
  boolean verify(PublicKey key, byte[] signed, byte[] der) {
    Signature idle = engines.poll();
    Signature engine = idle == null ? engine() : idle;
    try {
      engine.initVerify(key);
      engine.update(signed);
      return engine.verify(der);
    } catch (InvalidKeyException | SignatureException bad) {
      return false;
    } finally {
      engines.add(engine);
    }
  }

  private Signature engine() {
    try {
      return Signature.getInstance("SHA256withECDSA", provider);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(provider.getName() + " does not know ECDSA", e);
    }
  }
}
