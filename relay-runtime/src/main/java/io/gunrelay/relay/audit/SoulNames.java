package io.gunrelay.relay.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a log may tell of a soul: whose it is, if that is somebody's, and else no more than a hash,
 * by which lines about the same soul are recognised. Applications put names into souls.
 */
final class SoulNames {
  /** How a soul is named: by a public key, or by the first 64 bits of its SHA-256. */
  record Name(String text, boolean isKey) {}

  private static final int HASH_BYTES = 8;
  private static final Pattern OWNED =
      Pattern.compile("~([A-Za-z0-9_-]{43}\\.[A-Za-z0-9_-]{43})(/.*)?", Pattern.DOTALL);

  private final MessageDigest sha256;

  SoulNames() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  Name of(String soul) {
    Matcher owned = OWNED.matcher(soul);
    if (soul.isEmpty() || owned.matches()) {
      return new Name(soul.isEmpty() ? "" : owned.group(1), true);
    }
    byte[] hash = sha256.digest(soul.getBytes(StandardCharsets.UTF_8));
    return new Name(HexFormat.of().formatHex(hash, 0, HASH_BYTES), false);
  }
}
