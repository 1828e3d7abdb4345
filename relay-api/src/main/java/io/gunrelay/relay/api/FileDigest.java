package io.gunrelay.relay.api;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * By what a configuration file is known: the first sixteen digits that {@code sha256sum} prints.
 */
public final class FileDigest {
  private static final int BYTES = 8;

  private FileDigest() {}

  /** Of a file that holds these bytes. */
  public static String of(byte[] file) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(file);
      return HexFormat.of().formatHex(digest, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
