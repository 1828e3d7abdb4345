package io.gunrelay.relay.sea;

import io.gunrelay.relay.bytes.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.PublicKey;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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

  private final CompletableFuture<Curve> curve;
  private final Remembered<Digest> verified = new Remembered<>(REMEMBERED_BITS);
  private final LongAdder computed = new LongAdder();
  private final LongAdder recalled = new LongAdder();

  /**
   * @param provider computes on the curve, once it is there
   */
  Signatures(CompletableFuture<Provider> provider) {
    curve = provider.thenApply(Curve::new);
  }

  /** Whether verifying computes, and does not wait. */
  boolean areReady() {
    return curve.isDone();
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
    Curve present = curve.join();
    Optional<PublicKey> key = present.key(pub);
    if (key.isEmpty()) {
      return false;
    }
    computed.increment();
    boolean good = present.verify(key.get(), hash, der(raw));
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
