package io.gunrelay.relay.files;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.bytes.JsNumber;
import io.gunrelay.relay.wire.JsonText;
import java.util.Optional;

/**
 * A value as RAD writes it (gun.js' {@code Radisk.encode}): a separator, once more for each time
 * that it stands in the text; a sign for the kind; the text; a separator.
 *
 * @param kind {@code "} a text, {@code #} a link, {@code +} a number or true, {@code -} false,
 *     blank null
 */
record RadText(char kind, String text) {

  /** Decodes it; nothing if it is none. */
  static Optional<RadText> decode(String encoded, char separator) {
    int count = 0;
    while (count < encoded.length() && encoded.charAt(count) == separator) {
      count++;
    }
    if (count == 0 || count == encoded.length()) {
      return Optional.empty();
    }
    int end = count;
    for (int i = 0; i < count && end >= 0; i++) {
      end = encoded.indexOf(separator, end + 1);
    }
    if (end < 0) {
      end = encoded.length();
    }
    return Optional.of(new RadText(encoded.charAt(count), encoded.substring(count + 1, end)));
  }

  /** As JSON text; empty if it is no value. */
  Bytes json() {
    return switch (kind) {
      case '"' -> new JsonText(text.length() + 2).string(text).toBytes();
      case '#' -> new JsonText(text.length() + 8).raw("{\"#\":").string(text).raw('}').toBytes();
      case '+' -> text.isEmpty() ? Bytes.utf8("true") : number();
      case '-' -> Bytes.utf8("false");
      case ' ' -> Bytes.utf8("null");
      default -> Bytes.EMPTY;
    };
  }

  private Bytes number() {
    try {
      double number = Double.parseDouble(text);
      return Double.isFinite(number) ? Bytes.utf8(JsNumber.text(number)) : Bytes.EMPTY;
    } catch (NumberFormatException e) {
      return Bytes.EMPTY;
    }
  }
}
