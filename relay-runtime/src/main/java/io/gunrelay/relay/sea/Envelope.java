package io.gunrelay.relay.sea;

import com.fasterxml.jackson.databind.JsonNode;
import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.wire.ValueText;
import java.util.Optional;

/**
 * A signed value: a text that holds {@code {":":value,"~":signature}}, and {@code "+":certificate}
 * and {@code "*":writer} when it is written into the graph of another.
 *
 * @param value may be any JSON
 * @param certificate a missing node when there is none
 * @param writer a missing node when the owner writes
 */
record Envelope(JsonNode value, String signature, JsonNode certificate, JsonNode writer) {

  static final String VALUE = ":";
  static final String SIGNATURE = "~";
  static final String CERTIFICATE = "+";
  static final String WRITER = "*";

  /** Reads the envelope; empty when the text is none. */
  static Optional<Envelope> read(String text) {
    if (!text.contains("\"~\"")) {
      return Optional.empty();
    }
    return of(Json.parse(text));
  }

  /** Reads the envelope of JSON that was read; empty when it is none. */
  static Optional<Envelope> of(JsonNode json) {
    JsonNode signature = json.path(SIGNATURE);
    if (!json.isObject() || !json.has(VALUE) || !signature.isTextual()) {
      return Optional.empty();
    }
    return Optional.of(
        new Envelope(
            json.get(VALUE), signature.textValue(), json.path(CERTIFICATE), json.path(WRITER)));
  }

  /** The soul that a stored value links to, be it signed or not. */
  static Optional<String> link(Bytes stored) {
    Optional<String> text = ValueText.of(stored);
    return text.isPresent()
        ? read(text.get()).flatMap(envelope -> link(envelope.value()))
        : ValueText.link(stored);
  }

  /** The soul that a value links to. */
  static Optional<String> link(JsonNode value) {
    JsonNode soul = value.path("#");
    return value.size() == 1 && soul.isTextual() && !soul.textValue().isEmpty()
        ? Optional.of(soul.textValue())
        : Optional.empty();
  }

  /** Whether a stored value is true or 1, be it signed or not. */
  static boolean isYes(Bytes stored) {
    Optional<String> text = ValueText.of(stored);
    JsonNode value =
        text.isPresent()
            ? read(text.get()).map(Envelope::value).orElse(Json.parse(""))
            : Json.parse(stored.text());
    return value.isBoolean() ? value.booleanValue() : value.isNumber() && value.doubleValue() == 1;
  }
}
