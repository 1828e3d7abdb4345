package io.gunrelay.e2e.loadgen.load;

import io.gunrelay.e2e.loadgen.wire.Requests;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/** A user with a key pair who signs values as gun.js' SEA does. One thread at a time. */
final class Author {
  private static final int COORDINATE_BYTES = 32;

  private final String pub;
  private final Signature signature;
  private final MessageDigest sha256;

  /** A user with a new key pair. */
  Author() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();
    ECPublicKey key = (ECPublicKey) pair.getPublic();
    pub = coordinate(key.getW().getAffineX()) + "." + coordinate(key.getW().getAffineY());
    signature = Signature.getInstance("SHA256withECDSAinP1363Format");
    signature.initSign(pair.getPrivate());
    sha256 = MessageDigest.getInstance("SHA-256");
  }

  private static String coordinate(BigInteger number) {
    byte[] bytes = new byte[COORDINATE_BYTES];
    byte[] signed = number.toByteArray();
    int length = Math.min(signed.length, COORDINATE_BYTES);
    System.arraycopy(signed, signed.length - length, bytes, COORDINATE_BYTES - length, length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The public key as SEA writes it. */
  String pub() {
    return pub;
  }

  /** A put of a string into a soul of this user's, signed. */
  SignedPut put(String path, String key, long stateMillis, String value)
      throws GeneralSecurityException {
    String soul = "~" + pub + "/" + path;
    String text =
        "{\"#\":\""
            + soul
            + "\",\".\":\""
            + key
            + "\",\":\":\""
            + value
            + "\",\">\":"
            + stateMillis
            + "}";
    // The text is hashed by SEA and once more by the signature.
    signature.update(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    String sig = Base64.getEncoder().encodeToString(signature.sign());
    String signed = "{\":\":\"" + value + "\",\"~\":\"" + sig + "\"}";
    return new SignedPut(soul, key, stateMillis, signed);
  }

  /** What is put: soul, key, state and the value as it is on the wire. */
  record SignedPut(String soul, String key, long stateMillis, String value) {
    String message(String id) {
      return Requests.put(id, soul, key, stateMillis, value);
    }

    /** The same under another key, which its signature does not cover. */
    SignedPut forged() {
      return new SignedPut(soul, key + "x", stateMillis, value);
    }
  }
}
