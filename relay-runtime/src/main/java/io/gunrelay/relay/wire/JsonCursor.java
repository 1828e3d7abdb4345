package io.gunrelay.relay.wire;

import java.nio.charset.StandardCharsets;

/**
 * Walks over JSON text (RFC 8259, strictly) and tells where its values begin and end, so that they
 * can be cut out unchanged.
 *
 * <p>A library's byte parser would keep each name that it meets in a table shared between messages;
 * here strangers choose the names, and there is no end of them.
 *
 * <p>The text must be well-formed UTF-8. Not thread-safe.
 */
final class JsonCursor {
  private final byte[] bytes;
  private final int end;
  private int position;

  /** Borrows {@code bytes} for as long as the cursor is used. */
  JsonCursor(byte[] bytes, int offset, int length) {
    this.bytes = bytes;
    this.position = offset;
    this.end = offset + length;
  }

  int position() {
    return position;
  }

  /** The next byte that is not white space, which is not consumed. */
  byte peek() throws NotJsonException {
    if (atEnd()) {
      throw new NotJsonException("the text ends too soon");
    }
    return bytes[position];
  }

  /** Whether nothing but white space is left. */
  boolean atEnd() {
    while (position < end) {
      byte b = bytes[position];
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        return false;
      }
      position++;
    }
    return true;
  }

  /** Consumes {@code expected} if it comes next. */
  boolean take(char expected) throws NotJsonException {
    if (peek() != expected) {
      return false;
    }
    position++;
    return true;
  }

  void expect(char expected) throws NotJsonException {
    if (!take(expected)) {
      throw new NotJsonException("expected " + expected);
    }
  }

  /** The name of an object's next member, with the colon after it. */
  String name() throws NotJsonException {
    String name = string();
    expect(':');
    return name;
  }

  /**
   * Goes on to the next member or element.
   *
   * @return false when {@code close} ended the object or array instead
   */
  boolean next(char close) throws NotJsonException {
    if (take(',')) {
      return true;
    }
    expect(close);
    return false;
  }

  String string() throws NotJsonException {
    int start = skipString() + 1;
    int length = position - 1 - start;
    for (int i = start; i < start + length; i++) {
      if (bytes[i] == '\\') {
        return unescape(start, start + length);
      }
    }
    return new String(bytes, start, length, StandardCharsets.UTF_8);
  }

  /** Skips a string and returns where its opening quote stands. */
  int skipString() throws NotJsonException {
    expect('"');
    int start = position - 1;
    while (position < end) {
      byte b = bytes[position++];
      if (b == '"') {
        return start;
      }
      if (b == '\\') {
        skipEscape();
      } else if (b >= 0 && b < ' ') {
        throw new NotJsonException("a control character stands in a string");
      }
    }
    throw new NotJsonException("a string is not closed");
  }

  /** Skips a number and returns its value, which is infinite when it is too large. */
  double number() throws NotJsonException {
    peek();
    int start = position;
    long mantissa = 0;
    int fraction = 0;
    boolean negative = position < end && bytes[position] == '-';
    if (negative) {
      position++;
    }
    int firstDigit = position;
    skipDigits();
    if (bytes[firstDigit] == '0' && position > firstDigit + 1) {
      throw new NotJsonException("a number begins with 0");
    }
    if (position < end && bytes[position] == '.') {
      position++;
      int point = position;
      skipDigits();
      fraction = position - point;
    }
    boolean exponent = position < end && (bytes[position] | 0x20) == 'e';
    if (exponent) {
      position++;
      if (position < end && (bytes[position] == '+' || bytes[position] == '-')) {
        position++;
      }
      skipDigits();
    }
    if (exponent || position - firstDigit > JsDecimal.MAX_DIGITS) {
      return Double.parseDouble(
          new String(bytes, start, position - start, StandardCharsets.US_ASCII));
    }
    for (int i = firstDigit; i < position; i++) {
      if (bytes[i] != '.') {
        mantissa = mantissa * 10 + (bytes[i] - '0');
      }
    }
    return JsDecimal.value(negative, mantissa, fraction);
  }

  /** Skips a value of any kind, with at most {@code depth} objects and arrays in one another. */
  void skipValue(int depth) throws NotJsonException {
    switch (peek()) {
      case '{' -> skipObject(depth);
      case '[' -> skipArray(depth);
      case '"' -> skipString();
      case 't' -> literal("true");
      case 'f' -> literal("false");
      case 'n' -> literal("null");
      default -> number();
    }
  }

  void literal(String word) throws NotJsonException {
    peek();
    for (int i = 0; i < word.length(); i++) {
      if (position == end || bytes[position++] != word.charAt(i)) {
        throw new NotJsonException("expected " + word);
      }
    }
  }

  private void skipObject(int depth) throws NotJsonException {
    expect('{');
    limit(depth);
    if (take('}')) {
      return;
    }
    do {
      skipString();
      expect(':');
      skipValue(depth - 1);
    } while (next('}'));
  }

  private void skipArray(int depth) throws NotJsonException {
    expect('[');
    limit(depth);
    if (take(']')) {
      return;
    }
    do {
      skipValue(depth - 1);
    } while (next(']'));
  }

  private static void limit(int depth) throws NotJsonException {
    if (depth == 0) {
      throw new NotJsonException("nested too deep");
    }
  }

  private void skipDigits() throws NotJsonException {
    int start = position;
    while (position < end && bytes[position] >= '0' && bytes[position] <= '9') {
      position++;
    }
    if (position == start) {
      throw new NotJsonException("expected a digit");
    }
  }

  private void skipEscape() throws NotJsonException {
    if (position == end) {
      throw new NotJsonException("a string is not closed");
    }
    switch (bytes[position++]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {}
      case 'u' -> {
        for (int i = 0; i < 4; i++) {
          if (position == end || Character.digit(bytes[position++], 16) < 0) {
            throw new NotJsonException("expected four hexadecimal digits");
          }
        }
      }
      default -> throw new NotJsonException("an unknown escape");
    }
  }

  /**
   * Decodes a string that is known to be well-formed; halves of surrogate pairs may stand alone.
   */
  private String unescape(int from, int to) {
    StringBuilder text = new StringBuilder(to - from);
    int plain = from;
    int i = from;
    while (i < to) {
      if (bytes[i] != '\\') {
        i++;
        continue;
      }
      text.append(new String(bytes, plain, i - plain, StandardCharsets.UTF_8));
      char escaped = (char) bytes[i + 1];
      i += 2;
      switch (escaped) {
        case 'b' -> text.append('\b');
        case 'f' -> text.append('\f');
        case 'n' -> text.append('\n');
        case 'r' -> text.append('\r');
        case 't' -> text.append('\t');
        case 'u' -> {
          int unit = 0;
          for (int digit = 0; digit < 4; digit++) {
            unit = (unit << 4) | Character.digit(bytes[i++], 16);
          }
          text.append((char) unit);
        }
        default -> text.append(escaped);
      }
      plain = i;
    }
    return text.append(new String(bytes, plain, to - plain, StandardCharsets.UTF_8)).toString();
  }
}
