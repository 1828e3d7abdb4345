package io.gunrelay.relay.wire;

import io.gunrelay.relay.bytes.Bytes;
import java.util.Optional;
import java.util.OptionalDouble;

/** Values as JSON text: what is one, and the text, the number or the soul that it is. */
public final class ValueText {
  private static final int DEPTH = 16;

  private ValueText() {}

  /** Whether it is a value that a node may hold, and nothing else around it. */
  public static boolean isValid(Bytes value) {
    try {
      JsonCursor cursor = new JsonCursor(value.array(), 0, value.size());
      return Utf8.isWellFormed(value.array(), 0, value.size())
          && skip(cursor, DEPTH)
          && cursor.atEnd();
    } catch (NotJsonException notJson) {
      return false;
    }
  }

  /**
   * Skips what should be a value, and tells whether it is one: no list, and no object but a link.
   */
  static boolean skip(JsonCursor cursor, int depth) throws NotJsonException {
    return switch (cursor.peek()) {
      case '"' -> {
        cursor.skipString();
        yield true;
      }
      case 't', 'f', 'n' -> {
        cursor.skipValue(depth);
        yield true;
      }
      case '{' -> skipLink(cursor, depth);
      case '[' -> {
        cursor.skipValue(depth);
        yield false;
      }
      default -> Double.isFinite(cursor.number());
    };
  }

  /** Skips an object and tells whether it is a link: one name, #, with a soul. */
  private static boolean skipLink(JsonCursor cursor, int depth) throws NotJsonException {
    cursor.expect('{');
    if (cursor.take('}')) {
      return false;
    }
    boolean link = true;
    boolean soul = false;
    do {
      link &= cursor.name().equals("#");
      soul = cursor.peek() == '"';
      int start = cursor.position();
      cursor.skipValue(depth);
      soul &= cursor.position() - start > 2;
    } while (cursor.next('}'));
    return link && soul;
  }

  /** The finite number that a text is, {@code -0} as 0. Empty for values of other kinds. */
  public static OptionalDouble number(Bytes value) {
    byte first = value.size() == 0 ? 0 : value.at(0);
    if (first != '-' && (first < '0' || first > '9')) {
      return OptionalDouble.empty();
    }
    try {
      JsonCursor cursor = new JsonCursor(value.array(), 0, value.size());
      double number = cursor.number();
      return cursor.atEnd() && Double.isFinite(number)
          ? OptionalDouble.of(number + 0.0)
          : OptionalDouble.empty();
    } catch (NotJsonException notJson) {
      return OptionalDouble.empty();
    }
  }

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
