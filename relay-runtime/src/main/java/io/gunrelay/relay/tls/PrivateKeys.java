package io.gunrelay.relay.tls;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;

/**
 * Reads private keys: PKCS #8, and the older forms for RSA (PKCS #1) and elliptic curves (SEC 1),
 * which is what cert-manager writes unless told otherwise.
 */
final class PrivateKeys {
  private static final int SEQUENCE = 0x30;
  private static final int OCTET_STRING = 0x04;
  private static final byte[] VERSION_0 = {2, 1, 0};

  private PrivateKeys() {}

  /**
   * The key of a PEM block.
   *
   * @param certified the public key that it should belong to
   * @throws InvalidKeySpecException if it is of another kind than {@code certified}, or no key
   */
  static PrivateKey read(Pem block, PublicKey certified) throws GeneralSecurityException {
    byte[] pkcs8 =
        block.label().equals("PRIVATE KEY")
            ? block.der().array()
            : wrap(block.der().array(), certified);
    return KeyFactory.getInstance(certified.getAlgorithm())
        .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
  }

  /** Whether what one signs is what the other verifies. */
  static boolean belongTogether(PrivateKey key, PublicKey certified)
      throws GeneralSecurityException {
    String algorithm =
        switch (certified.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> certified.getAlgorithm();
        };
    byte[] text = new byte[32];
    new SecureRandom().nextBytes(text);
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(key);
    signature.update(text);
    byte[] signed = signature.sign();
    signature.initVerify(certified);
    signature.update(text);
    return signature.verify(signed);
  }

  /** PKCS #8 says which algorithm the key is for; the certificate says the same of its own. */
  private static byte[] wrap(byte[] key, PublicKey certified) throws InvalidKeySpecException {
    byte[] algorithm = algorithmOf(certified);
    byte[] octets = tagged(OCTET_STRING, key);
    return tagged(SEQUENCE, VERSION_0, algorithm, octets);
  }

  /** The first element of a SubjectPublicKeyInfo (RFC 5280), with its tag. */
  private static byte[] algorithmOf(PublicKey certified) throws InvalidKeySpecException {
    try {
      ByteBuffer info = ByteBuffer.wrap(certified.getEncoded());
      info.get();
      length(info);
      int start = info.position();
      info.get();
      int end = length(info) + info.position();
      byte[] algorithm = new byte[end - start];
      info.get(start, algorithm);
      return algorithm;
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      throw new InvalidKeySpecException("the certificate's key has no algorithm", e);
    }
  }

  private static int length(ByteBuffer der) {
    int first = der.get() & 0xFF;
    if (first < 0x80) {
      return first;
    }
    int length = 0;
    for (int i = 0; i < (first & 0x7F); i++) {
      length = (length << 8) | (der.get() & 0xFF);
    }
    return length;
  }

  private static byte[] tagged(int tag, byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteBuffer to = ByteBuffer.allocate(1 + 1 + Integer.BYTES + length);
    to.put((byte) tag).put((byte) (0x80 | Integer.BYTES)).putInt(length);
    for (byte[] part : parts) {
      to.put(part);
    }
    return to.array();
  }
}
