package io.gunrelay.relay.wire;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.bytes.JsNumber;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * JSON text that grows, in UTF-8, with strings escaped as {@code JSON.stringify} does. Not
 * thread-safe.
 */
public final class JsonText {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes;
  private int size;

  public JsonText(int expectedSize) {
    bytes = new byte[Math.max(expectedSize, 16)];
  }

  /** How many bytes there are so far. */
  public int size() {
    return size;
  }

  /** Appends text that is ASCII and needs no escaping. */
  public JsonText raw(String ascii) {
    int length = ascii.length();
    reserve(length);
    for (int i = 0; i < length; i++) {
      bytes[size++] = (byte) ascii.charAt(i);
    }
    return this;
  }

  /** Appends JSON text as it is. */
  public JsonText raw(Bytes json) {
    reserve(json.size());
    System.arraycopy(json.array(), 0, bytes, size, json.size());
    size += json.size();
    return this;
  }

  /** Appends one character that is ASCII and needs no escaping. */
  public JsonText raw(char ascii) {
    reserve(1);
    bytes[size++] = (byte) ascii;
    return this;
  }

  /** Appends a finite number. */
  public JsonText number(double number) {
    return raw(JsNumber.text(number));
  }

  /** Appends a string with its quotes; halves of surrogate pairs that stand alone are escaped. */
  public JsonText string(String text) {
    int length = text.length();
    reserve(length + 2);
    bytes[size++] = '"';
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c < 0x80 && c != '"' && c != '\\') {
        reserve(length - i + 1);
        bytes[size++] = (byte) c;
      } else if (Character.isHighSurrogate(c)
          && i + 1 < length
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        supplementary(Character.toCodePoint(c, text.charAt(++i)));
      } else {
        special(c);
      }
    }
    return raw('"');
  }

  /** The text so far. An array that is full is handed over as it is: growing replaces it. */
  public Bytes toBytes() {
    return Bytes.wrap(size == bytes.length ? bytes : Arrays.copyOf(bytes, size));
  }

  /**
   * The hash of the UTF-16 text from {@code start}, as {@link String#hashCode} and GUN compute it.
   */
  int hashFrom(int start) {
    int hash = 0;
    for (int i = start; i < size; i++) {
      if (bytes[i] < 0) {
        return new String(bytes, start, size - start, StandardCharsets.UTF_8).hashCode();
      }
      hash = 31 * hash + bytes[i];
    }
    return hash;
  }

  private void special(char c) {
    reserve(6);
    switch (c) {
      case '"', '\\' -> escape(c);
      case '\b' -> escape('b');
      case '\t' -> escape('t');
      case '\n' -> escape('n');
      case '\f' -> escape('f');
      case '\r' -> escape('r');
      default -> {
        if (c < ' ' || Character.isSurrogate(c)) {
          escape('u');
          for (int shift = 12; shift >= 0; shift -= 4) {
            bytes[size++] = HEX[(c >> shift) & 0xF];
          }
        } else if (c < 0x800) {
          bytes[size++] = (byte) (0xC0 | (c >> 6));
          bytes[size++] = (byte) (0x80 | (c & 0x3F));
        } else {
          bytes[size++] = (byte) (0xE0 | (c >> 12));
          bytes[size++] = (byte) (0x80 | ((c >> 6) & 0x3F));
          bytes[size++] = (byte) (0x80 | (c & 0x3F));
        }
      }
    }
  }

  private void escape(char c) {
    bytes[size++] = '\\';
    bytes[size++] = (byte) c;
  }

  private void supplementary(int point) {
    reserve(4);
    bytes[size++] = (byte) (0xF0 | (point >> 18));
    bytes[size++] = (byte) (0x80 | ((point >> 12) & 0x3F));
    bytes[size++] = (byte) (0x80 | ((point >> 6) & 0x3F));
    bytes[size++] = (byte) (0x80 | (point & 0x3F));
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length + (bytes.length >> 1)));
    }
  }
}
