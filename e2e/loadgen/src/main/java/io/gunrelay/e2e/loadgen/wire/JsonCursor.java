package io.gunrelay.e2e.loadgen.wire;

/**
 * Walks JSON text by its structure alone: it finds where values begin and end, and leaves their
 * meaning to whoever needs it. Most of what a load generator receives is never looked at closely,
 * and the time it takes to parse is taken from the relay that it measures on the same machine.
 */
final class JsonCursor {
  private final byte[] text;
  private final int end;
  private int at;

  JsonCursor(byte[] text, int start, int end) {
    this.text = text;
    this.at = start;
    this.end = end;
  }

  /** The next byte that is no white space, not consumed; 0 at the end. */
  byte peek() {
    while (at < end) {
      byte b = text[at];
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        return b;
      }
      at++;
    }
    return 0;
  }

  void expect(char wanted) {
    byte found = peek();
    if (found != wanted) {
      throw new MalformedFrameException(
          "expected " + wanted + " at byte " + at + (found == 0 ? ", found the end" : ""));
    }
    at++;
  }

  /** Consumes the byte when it comes next. */
  boolean accept(char wanted) {
    if (peek() != wanted) {
      return false;
    }
    at++;
    return true;
  }

  /** Consumes a string. */
  Slice string() {
    if (peek() != '"') {
      throw new MalformedFrameException("expected a string at byte " + at);
    }
    return value();
  }

  /** Consumes one value of any kind. */
  Slice value() {
    byte first = peek();
    int start = at;
    switch (first) {
      case '"' -> skipString();
      case '{', '[' -> skipContainer();
      case 0, ',', ':', ']', '}' ->
          throw new MalformedFrameException("expected a value at byte " + at);
      default -> skipScalar();
    }
    return new Slice(text, start, at);
  }

  private void skipString() {
    for (int i = at + 1; i < end; i++) {
      byte b = text[i];
      if (b == '"') {
        at = i + 1;
        return;
      }
      if (b == '\\') {
        i++;
      }
    }
    throw new MalformedFrameException("the string at byte " + at + " does not end");
  }

  private void skipContainer() {
    int start = at;
    int depth = 0;
    while (at < end) {
      switch (text[at]) {
        case '"' -> {
          skipString();
          continue;
        }
        case '{', '[' -> depth++;
        case '}', ']' -> {
          if (--depth == 0) {
            at++;
            return;
          }
        }
        default -> {}
      }
      at++;
    }
    throw new MalformedFrameException("what opens at byte " + start + " does not close");
  }

  private void skipScalar() {
    while (at < end) {
      switch (text[at]) {
        case ',', ']', '}', ' ', '\n', '\r', '\t' -> {
          return;
        }
        default -> at++;
      }
    }
  }
}
