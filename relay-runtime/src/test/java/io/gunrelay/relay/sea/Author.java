package io.gunrelay.relay.sea;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.bytes.JsNumber;
import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.wire.JsonText;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/** Someone with a key pair, who signs as SEA does; written apart from the code that is tested. */
public final class Author {
  private final KeyPair pair;
  private final String pub;

  public Author() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      pair = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    ECPublicKey key = (ECPublicKey) pair.getPublic();
    pub = coordinate(key.getW().getAffineX()) + "." + coordinate(key.getW().getAffineY());
  }

  public String pub() {
    return pub;
  }

  public String soul() {
    return "~" + pub;
  }

  /** The signature of a text: base64 of r and s. */
  public String sign(String text) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(pair.getPrivate());
      signature.update(
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * A signed put of one key.
   *
   * @param json the value as JSON
   */
  public Delta put(String soul, String key, double state, String json) {
    return envelope(
        soul,
        key,
        state,
        "{\":\":" + json + ",\"~\":\"" + sign(text(soul, key, state, json)) + "\"}");
  }

  /** A put under a certificate: {@code {"m":…,"s":…}}. */
  public Delta put(String soul, String key, double state, String json, String certificate) {
    return envelope(
        soul,
        key,
        state,
        "{\":\":%s,\"~\":\"%s\",\"+\":%s,\"*\":\"%s\"}"
            .formatted(json, sign(text(soul, key, state, json)), certificate, pub));
  }

  /** A certificate with these terms, as JSON. */
  public String certify(String terms) {
    return "{\"m\":" + terms + ",\"s\":\"" + sign(terms) + "\"}";
  }

  public static Delta envelope(String soul, String key, double state, String envelope) {
    return new Delta(soul, key, state, quoted(envelope));
  }

  public static Bytes quoted(String text) {
    return new JsonText(text.length()).string(text).toBytes();
  }

  public static String text(String soul, String key, double state, String json) {
    return "{\"#\":%s,\".\":%s,\":\":%s,\">\":%s}"
        .formatted(quoted(soul), quoted(key), json, JsNumber.text(state));
  }

  private static String coordinate(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] fixed = new byte[32];
    int from = Math.max(0, bytes.length - 32);
    byte[] tail = Arrays.copyOfRange(bytes, from, bytes.length);
    System.arraycopy(tail, 0, fixed, 32 - tail.length, tail.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(fixed);
  }
}
