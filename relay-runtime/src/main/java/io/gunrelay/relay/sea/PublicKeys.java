package io.gunrelay.relay.sea;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Base64;
import java.util.Optional;

/**
 * Public keys as SEA writes them: the coordinates of a point of P-256, each 32 bytes in base64url,
 * with a dot between. Importing one is remembered, also that it could not be done. Thread-safe.
 */
final class PublicKeys {
  private static final int COORDINATE_BYTES = 32;
  private static final int COORDINATE_CHARS = 43;
  private static final int LENGTH = 2 * COORDINATE_CHARS + 1;
  private static final int REMEMBERED_BITS = 12;

  private record Known(String pub, Optional<PublicKey> key) {}

  private final Remembered<Known> known = new Remembered<>(REMEMBERED_BITS);
  private final KeyFactory factory;
  private final ECParameterSpec curve;
  private final BigInteger prime;

  PublicKeys(Provider provider) throws GeneralSecurityException {
    factory = KeyFactory.getInstance("EC", provider);
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec("secp256r1"));
    curve = parameters.getParameterSpec(ECParameterSpec.class);
    prime = ((ECFieldFp) curve.getCurve().getField()).getP();
  }

  /** The key, or empty when the text is none. */
  Optional<PublicKey> find(String pub) {
    if (!hasForm(pub)) {
      return Optional.empty();
    }
    int hash = pub.hashCode();
    Known near = known.near(hash);
    if (near != null && near.pub().equals(pub)) {
      return near.key();
    }
    Optional<PublicKey> key = read(pub);
    known.put(hash, new Known(pub, key));
    return key;
  }

  /** Whether the text is as long as a key and has its dot in the middle. */
  static boolean hasForm(String pub) {
    return pub.length() == LENGTH && pub.charAt(COORDINATE_CHARS) == '.';
  }

  private Optional<PublicKey> read(String pub) {
    try {
      BigInteger x = coordinate(pub.substring(0, COORDINATE_CHARS));
      BigInteger y = coordinate(pub.substring(COORDINATE_CHARS + 1));
      if (!isOnCurve(x, y)) {
        return Optional.empty();
      }
      return Optional.of(factory.generatePublic(new ECPublicKeySpec(new ECPoint(x, y), curve)));
    } catch (IllegalArgumentException | GeneralSecurityException notAKey) {
      return Optional.empty();
    }
  }

  /**
   * Only one way to write a coordinate counts: else one key would have several names, and could
   * leave a block list that knows another.
   */
  private static BigInteger coordinate(String text) {
    byte[] bytes = Base64.getUrlDecoder().decode(text);
    if (bytes.length != COORDINATE_BYTES
        || !Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(text)) {
      throw new IllegalArgumentException("not a coordinate");
    }
    return new BigInteger(1, bytes);
  }

  /** Providers differ in whether they ask. */
  private boolean isOnCurve(BigInteger x, BigInteger y) {
    if (x.compareTo(prime) >= 0 || y.compareTo(prime) >= 0) {
      return false;
    }
    BigInteger right =
        x.multiply(x)
            .add(curve.getCurve().getA())
            .multiply(x)
            .add(curve.getCurve().getB())
            .mod(prime);
    return y.multiply(y).mod(prime).equals(right);
  }
}
