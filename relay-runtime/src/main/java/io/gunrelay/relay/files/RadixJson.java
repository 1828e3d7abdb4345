package io.gunrelay.relay.files;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.graph.Delta;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Reads a file of radisk that is a radix tree in JSON, as gun.js has written it since 2020: names
 * of branches add up to the names of properties, whose values stand under the empty name.
 */
final class RadixJson {
  private final JsonInput input;
  private final Receiver receiver;
  private final StringBuilder path = new StringBuilder();

  private RadixJson(JsonInput input, Receiver receiver) {
    this.input = input;
    this.receiver = receiver;
  }

  /** Reads to the end. */
  static void read(JsonInput input, Receiver receiver) throws FileException, InterruptedException {
    new RadixJson(input, receiver).tree();
    if (!input.atEnd()) {
      throw input.wrong("something follows the radix tree");
    }
  }

  /** Trees may be as deep as names are long: no recursion. */
  private void tree() throws FileException, InterruptedException {
    // For each branch that is open, how long the path is without it.
    Deque<Integer> open = new ArrayDeque<>();
    open.push(0);
    input.expect('{', "a radix tree");
    boolean begins = true;
    while (!open.isEmpty()) {
      if (begins ? input.take('}') : !input.next()) {
        path.setLength(open.pop());
        begins = false;
        continue;
      }
      String name = input.name();
      begins = false;
      if (name.isEmpty()) {
        property();
      } else if (input.peek() == 'n') {
        // What gun.js passes over, too.
        input.value();
      } else {
        input.expect('{', "a branch of a radix tree");
        open.push(path.length());
        path.append(name);
        begins = true;
      }
    }
  }

  private void property() throws FileException, InterruptedException {
    Optional<Delta> found =
        switch (input.peek()) {
          case '{' -> withState();
          case '"' -> RadiskProperty.ofText(path, input.string());
          default -> {
            input.value();
            yield Optional.empty();
          }
        };
    if (found.isPresent()) {
      receiver.take(found.get());
    } else {
      receiver.leaveOut();
    }
  }

  private Optional<Delta> withState() throws FileException {
    Bytes value = Bytes.EMPTY;
    Bytes state = Bytes.EMPTY;
    input.expect('{', "a value");
    if (!input.take('}')) {
      do {
        switch (input.name()) {
          case ":" -> value = input.value();
          case ">" -> state = input.value();
          default -> input.value();
        }
      } while (input.next());
    }
    return RadiskProperty.of(path, value, state);
  }
}
