package io.gunrelay.relay.sea;

import com.fasterxml.jackson.databind.JsonNode;
import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.wire.JsonText;
import java.nio.charset.StandardCharsets;

/** The texts that signatures are over, byte for byte as JavaScript makes them. */
final class SignedText {
  private static final int ENVELOPE = 64;

  private SignedText() {}

  /**
   * The text by which a value is bound to its place and time.
   *
   * @param value what the envelope holds for the key
   */
  static Bytes of(Delta delta, JsonNode value, NameOrder order) {
    JsonText text =
        new JsonText(
            ENVELOPE + delta.soul().length() + delta.key().length() + delta.value().size());
    text.raw("{\"#\":").string(delta.soul()).raw(",\".\":").string(delta.key()).raw(",\":\":");
    order.write(text, value);
    return text.raw(",\">\":").number(delta.state()).raw('}').toBytes();
  }

  /** The text of what is signed by itself: a string stands for itself, without quotes. */
  static Bytes of(JsonNode message, NameOrder order) {
    if (message.isTextual()) {
      return plain(message.textValue());
    }
    JsonText text = new JsonText(ENVELOPE);
    order.write(text, message);
    return text.toBytes();
  }

  /** A text in UTF-8; halves of surrogate pairs that stand alone become U+FFFD. */
  static Bytes plain(String text) {
    StringBuilder whole = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isSurrogate(c)) {
        continue;
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else {
        whole = whole == null ? new StringBuilder(text) : whole;
        whole.setCharAt(i, '\uFFFD');
      }
    }
    // Java would put a question mark there.
    return Bytes.wrap((whole == null ? text : whole.toString()).getBytes(StandardCharsets.UTF_8));
  }
}
