package io.gunrelay.relay.sea;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.wire.ValueText;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Values that are named by their content: the key, or what follows its last {@code #}, is the
 * SHA-256 of the text, in base64 or hexadecimal. Of values that are no texts, the JSON counts.
 */
final class ContentHash {
  private ContentHash() {}

  static boolean fits(Delta delta) {
    String key = delta.key();
    String name = key.substring(key.lastIndexOf('#') + 1);
    byte[] hash = Signatures.sha256().digest(content(delta.value()).array());
    return name.equals(Base64.getEncoder().encodeToString(hash))
        || (name.length() == 2 * hash.length
            && name.equalsIgnoreCase(HexFormat.of().formatHex(hash)));
  }

  private static Bytes content(Bytes value) {
    Optional<String> text = ValueText.of(value);
    return text.isPresent()
        ? SignedText.plain(text.get())
        : SignedText.of(Json.parse(value.text()), NameOrder.RECEIVED);
  }
}
