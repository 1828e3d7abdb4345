package io.gunrelay.relay.wire;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.graph.Delta;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the graph of a {@code put}. Where a name comes twice the last one counts, as in JavaScript.
 *
 * <p>Reads on to the graph's end after a problem, so that the messages behind it can be read.
 */
final class GraphReader {
  private static final String INVALID = "Error: Invalid graph!";
  private static final int QUOTED = 9;

  private final JsonCursor cursor;
  private final byte[] bytes;
  private final int depth;
  private final Map<String, List<Delta>> nodes = new LinkedHashMap<>();
  private String problem = "";

  GraphReader(JsonCursor cursor, byte[] bytes, int depth) {
    this.cursor = cursor;
    this.bytes = bytes;
    this.depth = depth;
  }

  Message.Body read() throws NotJsonException {
    if (cursor.peek() != '{') {
      int start = cursor.position();
      cursor.skipValue(depth);
      return falsy(start) ? new Message.Nothing() : new Message.Malformed(INVALID);
    }
    cursor.expect('{');
    if (!cursor.take('}')) {
      do {
        String soul = cursor.name();
        node(soul);
      } while (cursor.next('}'));
    }
    if (!problem.isEmpty()) {
      return new Message.Malformed(problem);
    }
    if (nodes.size() == 1) {
      return new Message.Put(nodes.values().iterator().next());
    }
    List<Delta> deltas = new ArrayList<>();
    nodes.values().forEach(deltas::addAll);
    return new Message.Put(deltas);
  }

  /** Values that JavaScript takes for an absent one. */
  private boolean falsy(int start) {
    String text = Bytes.copyOf(bytes, start, Math.min(cursor.position() - start, 6)).text();
    return switch (text) {
      case "null", "false", "0", "-0", "\"\"" -> true;
      default -> false;
    };
  }

  private void node(String soul) throws NotJsonException {
    if (soul.isEmpty()) {
      problem("a soul is empty.");
    }
    if (cursor.peek() != '{') {
      problem(cut(soul) + "no node.");
      cursor.skipValue(depth);
      return;
    }
    Map<String, Bytes> values = new LinkedHashMap<>();
    Meta meta = Meta.NONE;
    cursor.expect('{');
    if (!cursor.take('}')) {
      do {
        String key = cursor.name();
        if (key.equals("_")) {
          meta = Meta.read(cursor, depth);
        } else {
          values.put(key, value(key, soul));
        }
      } while (cursor.next('}'));
    }
    nodes.put(soul, deltas(soul, values, meta));
  }

  private List<Delta> deltas(String soul, Map<String, Bytes> values, Meta meta) {
    if (!meta.present()) {
      problem(cut(soul) + "no meta.");
    } else if (!meta.soul().equals(soul)) {
      problem(cut(soul) + "soul not same.");
    } else if (!meta.hasStates()) {
      problem(cut(soul) + "no state.");
    }
    List<Delta> deltas = new ArrayList<>(values.size());
    values.forEach((key, value) -> {
      Double state = meta.states().get(key);
      if (state == null) {
        problem(cut(key) + "on" + cut(soul) + "no state.");
      } else if (!Double.isFinite(state)) {
        problem(cut(key) + "on" + cut(soul) + "state is not a number.");
      } else {
        deltas.add(new Delta(soul, key, state, value));
      }
    });
    return deltas;
  }

  private Bytes value(String key, String soul) throws NotJsonException {
    cursor.peek();
    int start = cursor.position();
    if (!ValueText.skip(cursor, depth)) {
      problem(cut(key) + "on" + cut(soul) + "bad value.");
      return Bytes.EMPTY;
    }
    return Bytes.copyOf(bytes, start, cursor.position() - start);
  }

  private void problem(String text) {
    if (problem.isEmpty()) {
      problem = INVALID + text;
    }
  }

  private static String cut(String name) {
    return " '" + name.substring(0, Math.min(name.length(), QUOTED)) + "...' ";
  }

  /** A node's {@code _}: its soul and the states of its keys. A state that is no number is NaN. */
  private record Meta(boolean present, String soul, boolean hasStates, Map<String, Double> states) {
    static final Meta NONE = new Meta(false, "", false, Map.of());

    static Meta read(JsonCursor cursor, int depth) throws NotJsonException {
      if (cursor.peek() != '{') {
        cursor.skipValue(depth);
        return NONE;
      }
      String soul = "";
      boolean hasStates = false;
      Map<String, Double> states = Map.of();
      cursor.expect('{');
      if (!cursor.take('}')) {
        do {
          String name = cursor.name();
          if (name.equals("#") && cursor.peek() == '"') {
            soul = cursor.string();
          } else if (name.equals(">") && cursor.peek() == '{') {
            hasStates = true;
            states = states(cursor, depth);
          } else {
            cursor.skipValue(depth);
          }
        } while (cursor.next('}'));
      }
      return new Meta(true, soul, hasStates, states);
    }

    private static Map<String, Double> states(JsonCursor cursor, int depth)
        throws NotJsonException {
      Map<String, Double> states = new HashMap<>();
      cursor.expect('{');
      if (!cursor.take('}')) {
        do {
          String key = cursor.name();
          byte first = cursor.peek();
          if (first == '-' || (first >= '0' && first <= '9')) {
            // Adding zero turns -0, which JavaScript prints as 0, into 0.
            states.put(key, cursor.number() + 0.0);
          } else {
            cursor.skipValue(depth);
            states.put(key, Double.NaN);
          }
        } while (cursor.next('}'));
      }
      return states;
    }
  }
}
