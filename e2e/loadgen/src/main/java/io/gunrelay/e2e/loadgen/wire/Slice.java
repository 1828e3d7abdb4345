package io.gunrelay.e2e.loadgen.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The text of one JSON value inside a frame, quotes included. It is valid only while the frame's
 * buffer is: copy what must live longer with {@link #raw()} or {@link #string()}.
 */
public final class Slice {
  /** The value of a field that a message does not have. */
  public static final Slice ABSENT = new Slice(new byte[0], 0, 0);

  private final byte[] text;
  private final int start;
  private final int end;

  /**
   * A part of a buffer that stays the buffer's owner's.
   *
   * @param start first byte of the value
   * @param end the byte after its last one
   */
  Slice(byte[] text, int start, int end) {
    this.text = text;
    this.start = start;
    this.end = end;
  }

  /** How many bytes of JSON text the value is. */
  public int length() {
    return end - start;
  }

  /** The byte of the value's text at an index, from 0. */
  public byte at(int index) {
    return text[start + index];
  }

  /** A cursor over the value. */
  JsonCursor cursor() {
    return new JsonCursor(text, start, end);
  }

  /** Whether there is a value at all; JSON {@code null} is one. */
  public boolean present() {
    return end > start;
  }

  /** Whether the value is a JSON string. */
  public boolean isString() {
    return present() && text[start] == '"';
  }

  /** The value as JSON text. */
  public String raw() {
    return new String(text, start, end - start, StandardCharsets.UTF_8);
  }

  /** What a JSON string says, escapes resolved; the JSON text of any other value. */
  public String string() {
    return isString() ? JsonText.unquote(text, start, end) : raw();
  }

  /** Whether this is the JSON string of these ASCII characters, written without escapes. */
  public boolean is(String ascii) {
    if (end - start != ascii.length() + 2 || !isString()) {
      return false;
    }
    for (int i = 0; i < ascii.length(); i++) {
      if (text[start + 1 + i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Slice that
        && Arrays.equals(text, start, end, that.text, that.start, that.end);
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = start; i < end; i++) {
      hash = 31 * hash + text[i];
    }
    return hash;
  }

  @Override
  public String toString() {
    return present() ? raw() : "absent";
  }
}
