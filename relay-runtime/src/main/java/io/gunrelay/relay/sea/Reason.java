package io.gunrelay.relay.sea;

import java.util.Locale;

/** Why a key is refused. The texts begin as those of gun.js, which applications may know. */
public enum Reason {
  UNVERIFIED(
      "Unverified data.", "the value is not signed by the key in the soul, for this soul and key"),
  ACCOUNT("Account not same!", "pub must be the key in the soul, unsigned"),
  ALIAS("Alias not same!", "the value must be a link to what the key names"),
  ABSENT("Data must exist!", "an alias cannot be deleted"),
  HASH("Data hash not same as hash!", "the key must end with the value's SHA-256, after a #"),
  CERTIFICATE(
      "Certificate verification fail.", "it does not allow this writer to write this soul and key"),
  EXPIRED_CERTIFICATE("Certificate expired.", "ask the owner of the soul for a new one"),
  BLOCKED("Certificant blocked.", "the owner of the soul has blocked this writer"),
  UNREADABLE_LIST(
      "Certificate verification fail.", "the block list cannot be read now; try again later"),
  UNSIGNED(
      "Soul missing public key.", "this relay takes signed data only: write as a user, or by hash"),
  NO_KEY("Invalid key.", "a key must have at least one character"),
  PLAINTEXT(
      "Plaintext.",
      "this relay takes ciphertext only: encrypt the value first, as SEA.encrypt does");

  private static final int MAX_NAME = 64;

  private final String summary;
  private final String explanation;

  Reason(String summary, String explanation) {
    this.summary = summary;
    this.explanation = explanation;
  }

  /** As metrics name it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** For the client's eyes; names where, never what. */
  String text(String soul, String key) {
    return "%s '%s' on '%s': %s.".formatted(summary, cut(key), cut(soul), explanation);
  }

  private static String cut(String name) {
    return name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME) + "...";
  }
}
