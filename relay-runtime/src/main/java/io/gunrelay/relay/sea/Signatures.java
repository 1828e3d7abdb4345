package io.gunrelay.relay.sea;

import io.gunrelay.relay.bytes.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Base64;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/**
 * SEA's signatures: ECDSA on P-256 with SHA-256 over the SHA-256 of a text, r and s in 64 bytes, in
 * base64. What was verified is remembered for a while: clients repeat what they know. Thread-safe.
 */
final class Signatures {
  private static final int SIGNATURE_BYTES = 64;
  private static final int REMEMBERED_BITS = 15;

  /** A SHA-256 over text, signature and key. */
  private record Digest(long a, long b, long c, long d) {
    static Digest of(byte[] hash) {
      ByteBuffer buffer = ByteBuffer.wrap(hash);
      return new Digest(buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong());
    }
  }

  private final Provider provider;
  private final PublicKeys keys;
  private final Remembered<Digest> verified = new Remembered<>(REMEMBERED_BITS);
  // As many as threads that verify at one time.
  private final Queue<Signature> engines = new ConcurrentLinkedQueue<>();
  private final LongAdder computed = new LongAdder();
  private final LongAdder recalled = new LongAdder();

  /**
   * @param provider computes on the curve
   */
  Signatures(Provider provider) {
    this.provider = provider;
    try {
      keys = new PublicKeys(provider);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(provider.getName() + " does not know P-256", e);
    }
  }

  /** Whether {@code signature} is one of {@code pub} over {@code text}. */
  boolean verify(String pub, Bytes text, String signature) {
    byte[] raw = decode(signature);
    if (raw.length != SIGNATURE_BYTES || !PublicKeys.hasForm(pub)) {
      return false;
    }
    MessageDigest sha = sha256();
    byte[] hash = sha.digest(text.array());
    sha.update(hash);
    sha.update(raw);
    Digest digest = Digest.of(sha.digest(pub.getBytes(StandardCharsets.UTF_8)));
    int place = digest.hashCode();
    if (digest.equals(verified.near(place))) {
      recalled.increment();
      return true;
    }
    Optional<PublicKey> key = keys.find(pub);
    if (key.isEmpty()) {
      return false;
    }
    computed.increment();
    boolean good = compute(key.get(), hash, der(raw));
    if (good) {
      verified.put(place, digest);
    }
    return good;
  }

  /** Signatures that were computed. */
  long computed() {
    return computed.sum();
  }

  /** Signatures that were known to be good. */
  long recalled() {
    return recalled.sum();
  }

  private boolean compute(PublicKey key, byte[] hash, byte[] der) {
    Signature idle = engines.poll();
    Signature engine = idle == null ? engine() : idle;
    try {
      engine.initVerify(key);
      engine.update(hash);
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

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static byte[] decode(String signature) {
    try {
      return Base64.getDecoder().decode(signature);
    } catch (IllegalArgumentException notBase64) {
      return new byte[0];
    }
  }

  /** r and s as a DER sequence of integers, the form that every provider reads. */
  private static byte[] der(byte[] raw) {
    int half = raw.length / 2;
    ByteBuffer out = ByteBuffer.allocate(2 + 2 * (half + 3));
    out.put((byte) 0x30).put((byte) 0);
    integer(out, raw, 0, half);
    integer(out, raw, half, half);
    out.put(1, (byte) (out.position() - 2));
    byte[] der = new byte[out.position()];
    out.flip().get(der);
    return der;
  }

  private static void integer(ByteBuffer out, byte[] raw, int from, int length) {
    int start = from;
    while (start < from + length - 1 && raw[start] == 0) {
      start++;
    }
    int size = from + length - start;
    boolean pad = raw[start] < 0;
    out.put((byte) 0x02).put((byte) (pad ? size + 1 : size));
    if (pad) {
      out.put((byte) 0);
    }
    out.put(raw, start, size);
  }
}
