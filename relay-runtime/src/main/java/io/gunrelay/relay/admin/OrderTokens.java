package io.gunrelay.relay.admin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The tokens that orders are taken for, as they stand in a file, one in a line: several, so that a
 * new one can be made known before the former one is taken out. The file is read at each order, so
 * that what stands there counts at once. Thread-safe.
 */
final class OrderTokens {

  /** As long as 128 bits in hexadecimal. */
  private static final int SHORTEST = 32;

  private static final int LONGEST = 512;
  private static final int LARGEST_FILE = 64 << 10;
  private static final Pattern PRINTABLE = Pattern.compile("[\\x21-\\x7e]*");

  /** The file cannot be used; the message says what to do, and nothing of what stands in it. */
  static final class UnusableException extends Exception {
    private static final long serialVersionUID = 1;

    UnusableException(String message) {
      super(message);
    }
  }

  private final Path file;

  OrderTokens(Path file) {
    this.file = file;
  }

  /**
   * Checks that the file can be used.
   *
   * @throws UnusableException if it cannot
   */
  void check() throws UnusableException {
    var _ = read();
  }

  /**
   * Whether a token is one of those in the file. Takes as long for one as for another.
   *
   * @throws UnusableException if nobody can know
   */
  boolean contain(String shown) throws UnusableException {
    byte[] digest = digest(shown);
    boolean found = false;
    for (String token : read()) {
      found |= MessageDigest.isEqual(digest(token), digest);
    }
    return found;
  }

  private List<String> read() throws UnusableException {
    List<String> tokens =
        text().lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    if (tokens.isEmpty()) {
      throw new UnusableException(
          "%s holds no token; write one into it, as \"openssl rand -hex 32\" makes them"
              .formatted(file));
    }
    for (int i = 0; i < tokens.size(); i++) {
      String token = tokens.get(i);
      if (token.length() < SHORTEST
          || token.length() > LONGEST
          || !PRINTABLE.matcher(token).matches()) {
        throw new UnusableException(
            "token %d of %d in %s, of %d characters, is none; give %d to %d characters of ASCII without blanks, one token in a line"
                .formatted(i + 1, tokens.size(), file, token.length(), SHORTEST, LONGEST));
      }
    }
    return tokens;
  }

  private String text() throws UnusableException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST_FILE + 1);
      if (bytes.length > LARGEST_FILE) {
        throw new UnusableException(
            "%s is larger than %d bytes; it is to hold tokens, one in a line"
                .formatted(file, LARGEST_FILE));
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UnusableException(
          "%s cannot be read (%s)".formatted(file, e.getClass().getSimpleName()));
    }
  }

  /** Of equal length for all, so that not even the length of a token can be measured. */
  private static byte[] digest(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
