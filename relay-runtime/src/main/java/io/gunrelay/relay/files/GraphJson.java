package io.gunrelay.relay.files;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.wire.ValueText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Reads GUN JSON: graphs, one after the other, each an object of nodes by their souls. Of a node
 * the states are in memory while its values are read; or the values, where they come first.
 */
final class GraphJson {
  private record Held(String key, Bytes value, long position) {}

  private final JsonInput input;
  private final Receiver receiver;

  private GraphJson(JsonInput input, Receiver receiver) {
    this.input = input;
    this.receiver = receiver;
  }

  /** Reads to the end. */
  static void read(JsonInput input, Receiver receiver) throws FileException, InterruptedException {
    GraphJson reader = new GraphJson(input, receiver);
    do {
      reader.graph();
    } while (!input.atEnd());
  }

  private void graph() throws FileException, InterruptedException {
    input.expect('{', "a graph of GUN: an object of nodes, {\"soul\":{\"_\":…}}");
    if (!input.take('}')) {
      do {
        node();
      } while (input.next());
    }
  }

  private void node() throws FileException, InterruptedException {
    long start = input.position();
    String soul = input.name();
    if (soul.isEmpty()) {
      throw input.wrong("a soul is empty", start);
    }
    if (!input.take('{')) {
      throw input.wrong("\"%s\" is no node of GUN: it is no object".formatted(cut(soul)));
    }
    Map<String, Double> states = null;
    List<Held> held = new ArrayList<>(0);
    if (!input.take('}')) {
      do {
        long position = input.position();
        String key = input.name();
        if (!key.equals("_")) {
          held.add(new Held(key, value(soul, key), position));
        } else if (states == null) {
          states = meta(soul);
        } else {
          throw input.wrong("\"%s\" has two \"_\"".formatted(cut(soul)), position);
        }
        if (states != null) {
          release(soul, held, states);
        }
      } while (input.next());
    }
    if (states == null) {
      throw input.wrong(
          "\"%s\" is no node of GUN: it has no \"_\" with its states".formatted(cut(soul)), start);
    }
  }

  private void release(String soul, List<Held> held, Map<String, Double> states)
      throws FileException, InterruptedException {
    for (Held value : held) {
      Double state = states.remove(value.key());
      if (state == null) {
        throw input.wrong(
            "\"%s\" of \"%s\" has no state, or comes twice".formatted(cut(value.key()), cut(soul)),
            value.position());
      }
      receiver.take(new Delta(soul, value.key(), state, value.value()));
    }
    held.clear();
  }

  private Bytes value(String soul, String key) throws FileException {
    long start = input.position();
    Bytes value = input.value();
    if (!ValueText.isValid(value)) {
      throw input.wrong(
          ("\"%s\" of \"%s\" has no value of GUN's: that is null, true, false, a number, a text or"
                  + " a link {\"#\":\"soul\"}")
              .formatted(cut(key), cut(soul)),
          start);
    }
    return value;
  }

  /** The states of a node, which says its soul there. */
  private Map<String, Double> meta(String soul) throws FileException {
    long start = input.position();
    String said = "";
    @Nullable Map<String, Double> states = null;
    input.expect('{', "the object \"_\" of a node");
    if (!input.take('}')) {
      do {
        String name = input.name();
        switch (name) {
          case "#" -> said = input.string();
          case ">" -> states = states(soul);
          default -> input.value();
        }
      } while (input.next());
    }
    if (!said.equals(soul)) {
      throw input.wrong(
          "the node \"%s\" calls itself \"%s\"".formatted(cut(soul), cut(said)), start);
    }
    return states == null ? new HashMap<>(0) : states;
  }

  private Map<String, Double> states(String soul) throws FileException {
    Map<String, Double> states = new HashMap<>();
    input.expect('{', "an object of states");
    if (!input.take('}')) {
      do {
        String key = input.name();
        long start = input.position();
        OptionalDouble state = ValueText.number(input.value());
        if (state.isEmpty()) {
          throw input.wrong(
              "the state of \"%s\" of \"%s\" is no number".formatted(cut(key), cut(soul)), start);
        }
        states.put(key, state.getAsDouble());
      } while (input.next());
    }
    return states;
  }

  /** Names in messages; they may be of any length. */
  private static String cut(String name) {
    return name.length() <= 40 ? name : name.substring(0, 40) + "…";
  }
}
