package io.gunrelay.relay.wire;

import io.gunrelay.relay.bytes.TextRange;
import io.gunrelay.relay.graph.Query;
import io.gunrelay.relay.graph.RangeQuery;
import java.util.Optional;

/**
 * Reads what a {@code get} asks for: a soul and a key, or patterns of them (LEX) with {@code =}
 * (exactly), {@code *} (beginning with), {@code >} and {@code <} (bounds, which belong to it); and
 * {@code -} (the last first) and {@code %} (budget).
 *
 * <p>Reads on to the end after a problem, so that what is behind it can be read.
 */
final class QueryReader {
  static final String NO_SOUL = "A get needs a soul: {\"get\":{\"#\":\"soul\"}}.";

  private final JsonCursor cursor;
  private final int depth;
  private TextRange souls = TextRange.ALL;
  private TextRange keys = TextRange.ALL;
  private boolean soulNamed;
  private boolean reverse;
  private long budget = RangeQuery.UNLIMITED;
  private String problem = "";

  QueryReader(JsonCursor cursor, int depth) {
    this.cursor = cursor;
    this.depth = depth;
  }

  Message.Body read() throws NotJsonException {
    cursor.expect('{');
    if (!cursor.take('}')) {
      do {
        switch (cursor.name()) {
          case "#" -> souls();
          case "." -> keys();
          case "-" -> reverse |= flag();
          case "%" -> budget();
          default -> cursor.skipValue(depth);
        }
      } while (cursor.next('}'));
    }
    if (!problem.isEmpty()) {
      return new Message.Malformed(problem);
    }
    return soulNamed ? query() : new Message.Malformed(NO_SOUL);
  }

  private Message.Body query() {
    Optional<String> soul = souls.only();
    Optional<String> key = keys.only();
    boolean plain =
        (key.isPresent() || keys.equals(TextRange.ALL))
            && !reverse
            && budget == RangeQuery.UNLIMITED;
    return soul.isPresent() && plain
        ? new Message.Get(new Query(soul.get(), key))
        : new Message.Find(new RangeQuery(souls, keys, reverse, budget));
  }

  private void souls() throws NotJsonException {
    if (cursor.peek() == '{') {
      souls = pattern();
    } else {
      String name = textOrEmpty();
      soulNamed = !name.isEmpty();
      souls = TextRange.of(name);
    }
  }

  private void keys() throws NotJsonException {
    if (cursor.peek() == '{') {
      boolean named = soulNamed;
      keys = pattern();
      soulNamed = named;
    } else {
      // gun.js takes an empty key for none.
      String name = textOrEmpty();
      keys = name.isEmpty() ? TextRange.ALL : TextRange.of(name);
    }
  }

  /** A pattern that asks for nothing in particular names nothing. */
  private TextRange pattern() throws NotJsonException {
    TextRange range = TextRange.ALL;
    soulNamed = false;
    cursor.expect('{');
    if (!cursor.take('}')) {
      do {
        String operator = cursor.name();
        switch (operator) {
          case "=", "*", ">", "<" -> range = range.and(operand(operator));
          case "-" -> reverse |= flag();
          case "%" -> budget();
          default -> cursor.skipValue(depth);
        }
      } while (cursor.next('}'));
    }
    return range;
  }

  private TextRange operand(String operator) throws NotJsonException {
    if (cursor.peek() != '"') {
      // JavaScript writes null for what is not there.
      boolean absent = cursor.peek() == 'n';
      cursor.skipValue(depth);
      if (!absent && problem.isEmpty()) {
        problem = "A pattern (LEX) needs a text for '" + operator + "'.";
      }
      return TextRange.ALL;
    }
    soulNamed = true;
    String text = cursor.string();
    return switch (operator) {
      case "=" -> TextRange.of(text);
      case "*" -> TextRange.startingWith(text);
      case ">" -> TextRange.atLeast(text);
      default -> TextRange.atMost(text);
    };
  }

  /** What JavaScript takes for true. */
  private boolean flag() throws NotJsonException {
    return switch (cursor.peek()) {
      case '"' -> !cursor.string().isEmpty();
      case '{', '[', 't' -> {
        cursor.skipValue(depth);
        yield true;
      }
      case 'f', 'n' -> {
        cursor.skipValue(depth);
        yield false;
      }
      default -> cursor.number() != 0;
    };
  }

  private void budget() throws NotJsonException {
    byte first = cursor.peek();
    if (first == '-' || (first >= '0' && first <= '9')) {
      double number = Math.ceil(cursor.number());
      budget = number >= 1 ? (long) number : RangeQuery.UNLIMITED;
    } else {
      cursor.skipValue(depth);
    }
  }

  private String textOrEmpty() throws NotJsonException {
    if (cursor.peek() == '"') {
      return cursor.string();
    }
    cursor.skipValue(depth);
    return "";
  }
}
