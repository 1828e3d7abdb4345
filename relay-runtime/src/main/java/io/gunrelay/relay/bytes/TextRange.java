package io.gunrelay.relay.bytes;

import java.util.Optional;

/**
 * The texts from one up to another, in JavaScript's order of strings: by UTF-16 code units.
 *
 * @param from the first of them
 * @param until the first that no longer belongs to them; empty: there is none
 */
public record TextRange(String from, Optional<String> until) {
  /** Every text. */
  public static final TextRange ALL = new TextRange("", Optional.empty());

  private static final char LAST_UNIT = '\uffff';

  /** One text alone. */
  public static TextRange of(String text) {
    return new TextRange(text, Optional.of(next(text)));
  }

  /** The texts that begin with {@code prefix}. */
  public static TextRange startingWith(String prefix) {
    int end = prefix.length();
    while (end > 0 && prefix.charAt(end - 1) == LAST_UNIT) {
      end--;
    }
    return new TextRange(
        prefix,
        end == 0
            ? Optional.empty()
            : Optional.of(prefix.substring(0, end - 1) + (char) (prefix.charAt(end - 1) + 1)));
  }

  /** {@code text} and what comes after it. */
  public static TextRange atLeast(String text) {
    return new TextRange(text, Optional.empty());
  }

  /** {@code text} and what comes before it. */
  public static TextRange atMost(String text) {
    return new TextRange("", Optional.of(next(text)));
  }

  /** The texts of both. */
  public TextRange and(TextRange other) {
    Optional<String> end =
        until.isEmpty() || (other.until.isPresent() && isBefore(other.until.get(), until.get()))
            ? other.until
            : until;
    return new TextRange(isBefore(from, other.from) ? other.from : from, end);
  }

  public boolean contains(String text) {
    return !isBefore(text, from) && (until.isEmpty() || isBefore(text, until.get()));
  }

  public boolean isEmpty() {
    return until.isPresent() && !isBefore(from, until.get());
  }

  /** The only text of the range, if it has exactly one. */
  public Optional<String> only() {
    return until.isPresent() && until.get().equals(next(from))
        ? Optional.of(from)
        : Optional.empty();
  }

  private static boolean isBefore(String text, String other) {
    return text.compareTo(other) < 0;
  }

  /** The least text that is greater. */
  private static String next(String text) {
    return text + '\0';
  }
}
