package io.gunrelay.relay.files;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.wire.ValueText;
import java.util.Optional;
import java.util.OptionalDouble;

/** What gun.js' {@code lib/store.js} makes of one key of one soul for radisk. */
final class RadiskProperty {
  /** Between soul and key. */
  private static final char ESCAPE = 27;

  private RadiskProperty() {}

  /**
   * What radisk has under a name of its own.
   *
   * @param value JSON text
   * @param state JSON text
   * @return nothing if it is no value of a graph
   */
  static Optional<Delta> of(CharSequence name, Bytes value, Bytes state) {
    String text = name.toString();
    int end = text.indexOf(ESCAPE);
    if (end <= 0 || !ValueText.isValid(value)) {
      return Optional.empty();
    }
    String key = text.substring(end + 1);
    OptionalDouble number = ValueText.number(state);
    if (number.isEmpty() || key.equals("_")) {
      return Optional.empty();
    }
    return Optional.of(new Delta(text.substring(0, end), key, number.getAsDouble(), value));
  }

  /** As before 2020: value and state are one text, each encoded as RAD does, with a > between. */
  static Optional<Delta> ofText(CharSequence name, String text) {
    int middle = text.lastIndexOf('>');
    if (middle < 0) {
      return Optional.empty();
    }
    Optional<RadText> value = RadText.decode(text.substring(0, middle), ESCAPE);
    Optional<RadText> state = RadText.decode(text.substring(middle + 1), ESCAPE);
    if (value.isEmpty() || state.isEmpty()) {
      return Optional.empty();
    }
    return of(name, value.get().json(), state.get().json());
  }
}
