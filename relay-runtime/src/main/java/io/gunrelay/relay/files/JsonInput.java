package io.gunrelay.relay.files;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.wire.Utf8;
import io.gunrelay.relay.wire.ValueText;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * JSON text of any length, read from its beginning to its end: of it one name or value is in
 * memory, with its bytes as they came, which a library would not tell. Whether a value is
 * well-formed is for {@link ValueText} to say. Not thread-safe.
 */
final class JsonInput {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int MAX_VALUE_BYTES = 256 << 20;

  private final String name;
  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int at;
  private int end;
  private long before;
  private byte[] token = new byte[256];
  private int size;

  /**
   * @param name of the file, for messages
   * @param in stays the caller's
   */
  JsonInput(String name, InputStream in) {
    this.name = name;
    this.in = in;
  }

  /** Says what is wrong at the present place. */
  FileException wrong(String what) {
    return wrong(what, before + at);
  }

  /** Says what is wrong at a place that {@link #position} told. */
  FileException wrong(String what, long position) {
    return new FileException("%s, at byte %d: %s".formatted(name, position, what));
  }

  /** Where the next byte stands that is not white space. */
  long position() throws FileException {
    boolean _ = atEnd();
    return before + at;
  }

  /** Whether nothing but white space is left. */
  boolean atEnd() throws FileException {
    while (at < end || fill()) {
      byte b = buffer[at];
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        return false;
      }
      at++;
    }
    return true;
  }

  /** The next byte that is not white space, which is not consumed. */
  byte peek() throws FileException {
    if (atEnd()) {
      throw wrong("the text ends too soon");
    }
    return buffer[at];
  }

  /** Consumes {@code expected} if it comes next. */
  boolean take(char expected) throws FileException {
    if (peek() != expected) {
      return false;
    }
    at++;
    return true;
  }

  /** Consumes {@code expected}; {@code what} says what should begin or end here. */
  void expect(char expected, String what) throws FileException {
    if (!take(expected)) {
      throw wrong("expected " + what);
    }
  }

  /**
   * Goes on to an object's next member.
   *
   * @return false when the object ended instead
   */
  boolean next() throws FileException {
    if (take(',')) {
      return true;
    }
    expect('}', "a comma or the end of an object");
    return false;
  }

  /** The name of an object's next member, with the colon after it. */
  String name() throws FileException {
    long start = position();
    String name = string();
    if (!take(':')) {
      throw wrong("expected a colon after a name", start);
    }
    return name;
  }

  /** A string, decoded; halves of surrogate pairs may stand alone. */
  String string() throws FileException {
    long start = position();
    if (peek() != '"') {
      throw wrong("expected a name or text in double quotes");
    }
    return ValueText.of(value()).orElseThrow(() -> wrong("this is no text", start));
  }

  /** The bytes of a value of any kind, which may be ill-formed; nested ones are cut out whole. */
  Bytes value() throws FileException {
    long start = position();
    size = 0;
    switch (peek()) {
      case '"' -> string(start);
      case '{', '[' -> nested(start);
      default -> plain(start);
    }
    if (!Utf8.isWellFormed(token, 0, size)) {
      throw wrong("this is not UTF-8", start);
    }
    return Bytes.copyOf(token, 0, size);
  }

  private void string(long start) throws FileException {
    append(buffer[at++], start);
    while (true) {
      if (at == end && !fill()) {
        throw wrong("the text ends within a string that begins here", start);
      }
      int from = at;
      while (at < end && buffer[at] != '"' && buffer[at] != '\\') {
        at++;
      }
      append(from, start);
      if (at == end) {
        continue;
      }
      byte b = buffer[at++];
      append(b, start);
      if (b == '"') {
        return;
      }
      if (at == end && !fill()) {
        throw wrong("the text ends within a string that begins here", start);
      }
      append(buffer[at++], start);
    }
  }

  private void nested(long start) throws FileException {
    int depth = 0;
    do {
      if (at == end && !fill()) {
        throw wrong("the text ends within what begins here", start);
      }
      byte b = buffer[at];
      if (b == '"') {
        string(start);
        continue;
      }
      if (b == '{' || b == '[') {
        depth++;
      } else if (b == '}' || b == ']') {
        depth--;
      }
      at++;
      append(b, start);
    } while (depth > 0);
  }

  private void plain(long start) throws FileException {
    while (at < end || fill()) {
      byte b = buffer[at];
      if (b == ',' || b == '}' || b == ']' || b == ':' || (b >= 0 && b <= ' ')) {
        break;
      }
      at++;
      append(b, start);
    }
  }

  private void append(byte b, long start) throws FileException {
    reserve(1, start);
    token[size++] = b;
  }

  /** What has just been passed over. */
  private void append(int from, long start) throws FileException {
    int length = at - from;
    reserve(length, start);
    System.arraycopy(buffer, from, token, size, length);
    size += length;
  }

  private void reserve(int more, long start) throws FileException {
    if (token.length - size >= more) {
      return;
    }
    if (size + more > MAX_VALUE_BYTES) {
      throw wrong("what begins here is longer than %d bytes".formatted(MAX_VALUE_BYTES), start);
    }
    token = Arrays.copyOf(token, Math.max(size + more, 2 * token.length));
  }

  private boolean fill() throws FileException {
    before += at;
    at = 0;
    end = 0;
    try {
      end = Math.max(0, in.read(buffer, 0, buffer.length));
    } catch (IOException e) {
      throw new FileException("%s cannot be read (%s)".formatted(name, e), e);
    }
    return end > 0;
  }
}
