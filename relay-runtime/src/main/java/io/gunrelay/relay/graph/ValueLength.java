package io.gunrelay.relay.graph;

import io.gunrelay.relay.bytes.Bytes;

/** What a value takes of a query's budget. */
final class ValueLength {
  /** That of everything which is not a text, or an empty one. */
  private static final int OTHER = 9;

  private ValueLength() {}

  /** A text's length in UTF-16 code units. */
  static int of(Bytes value) {
    if (value.size() == 0 || value.at(0) != '"') {
      return OTHER;
    }
    int length = 0;
    int at = 1;
    while (at < value.size() - 1) {
      byte b = value.at(at);
      if (b == '\\') {
        at += value.at(at + 1) == 'u' ? 6 : 2;
        length++;
      } else {
        // Of a character's bytes the first counts, and that of one with two units twice.
        length += (b & 0xC0) == 0x80 ? 0 : (b & 0xF8) == 0xF0 ? 2 : 1;
        at++;
      }
    }
    return length == 0 ? OTHER : length;
  }
}
