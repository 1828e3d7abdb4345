package io.gunrelay.relay.wire;

import io.gunrelay.relay.bytes.Bytes;
import java.util.Optional;

/** The text that a value is. */
public final class ValueText {
  private ValueText() {}

  /**
   * Decodes a value's JSON text; halves of surrogate pairs may stand alone. Empty for values of
   * other kinds.
   */
  public static Optional<String> of(Bytes value) {
    if (value.size() == 0 || value.at(0) != '"') {
      return Optional.empty();
    }
    try {
      return Optional.of(new JsonCursor(value.array(), 0, value.size()).string());
    } catch (NotJsonException notJson) {
      return Optional.empty();
    }
  }

  /** The soul that a value is a link to. Empty for values of other kinds. */
  public static Optional<String> link(Bytes value) {
    if (value.size() == 0 || value.at(0) != '{') {
      return Optional.empty();
    }
    try {
      JsonCursor cursor = new JsonCursor(value.array(), 0, value.size());
      cursor.expect('{');
      String soul = "";
      do {
        // One name, though perhaps more than once: the last one counts.
        if (!cursor.name().equals("#") || cursor.peek() != '"') {
          return Optional.empty();
        }
        soul = cursor.string();
      } while (cursor.next('}'));
      return Optional.of(soul);
    } catch (NotJsonException notJson) {
      return Optional.empty();
    }
  }
}
