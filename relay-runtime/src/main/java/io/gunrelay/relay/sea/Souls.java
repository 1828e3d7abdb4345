package io.gunrelay.relay.sea;

import java.util.Optional;

/** What a soul says of who may write to it. */
final class Souls {
  /** The list of aliases. */
  static final String ALIASES = "~@";

  private static final String EXPIRY = "<?";

  private Souls() {}

  /**
   * The public key in a soul: the text between the first two tildes, and of it the first two parts
   * of letters, digits, - and _, joined by a dot. Empty when there are no two such parts.
   */
  static Optional<String> owner(String soul) {
    int tilde = soul.indexOf('~');
    if (tilde < 0) {
      return Optional.empty();
    }
    int next = soul.indexOf('~', tilde + 1);
    int end = next < 0 ? soul.length() : next;
    int first = wordEnd(soul, tilde + 1, end);
    if (first == end) {
      return Optional.empty();
    }
    int second = wordEnd(soul, first + 1, end);
    return Optional.of(soul.substring(tilde + 1, first) + '.' + soul.substring(first + 1, second));
  }

  /** Whether the soul asks that values older than some seconds be forgotten, and this one is. */
  static boolean isExpired(String soul, double state, double nowMs) {
    int mark = soul.indexOf(EXPIRY);
    if (mark < 0) {
      return false;
    }
    int from = mark + EXPIRY.length();
    int next = soul.indexOf(EXPIRY, from);
    double seconds = JsNumberPrefix.of(soul.substring(from, next < 0 ? soul.length() : next));
    return !Double.isNaN(seconds) && seconds != 0 && state < nowMs - seconds * 1000;
  }

  private static int wordEnd(String soul, int from, int end) {
    int i = from;
    while (i < end && isWord(soul.charAt(i))) {
      i++;
    }
    return i;
  }

  private static boolean isWord(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-';
  }
}
