package io.gunrelay.relay.sea;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.wire.ValueText;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tells ciphertext from plaintext by its shape. A relay cannot do more: who wants to can dress a
 * plain text as ciphertext, but nobody does so by mistake.
 */
final class Ciphertext {
  private static final Set<String> PARTS = Set.of("ct", "iv", "s");
  private static final Set<String> ENVELOPE =
      Set.of(Envelope.VALUE, Envelope.SIGNATURE, Envelope.CERTIFICATE, Envelope.WRITER);
  private static final Set<String> TERMS = Set.of("c", "e", "r", "w", "rb", "wb");

  private final List<Pattern> shapes;

  /**
   * @param shapes regular expressions for texts that are ciphertext, too; they are matched in time
   *     that grows with the text alone
   */
  Ciphertext(List<String> shapes) {
    this.shapes = shapes.stream().map(Pattern::compile).toList();
  }

  /** Whether a good value shows nothing that ought to be encrypted. */
  boolean hides(Delta delta) {
    Optional<String> text = ValueText.of(delta.value());
    if (text.isEmpty()) {
      // Links name souls, which are in the open anyway; null deletes.
      byte first = delta.value().at(0);
      return first == '{' || first == 'n';
    }
    Optional<String> owner = Souls.owner(delta.soul());
    if (owner.isPresent()) {
      boolean account = delta.soul().equals("~" + owner.get());
      if (account && delta.key().equals("pub")) {
        return true;
      }
      JsonNode json = Json.parse(text.get());
      Optional<Envelope> envelope = Envelope.of(json);
      if (envelope.isPresent() && hasOnly(json, ENVELOPE)) {
        JsonNode value = envelope.get().value();
        return hides(value) || (account && isAccount(delta.key(), value));
      }
    }
    return hides(text.get());
  }

  private boolean hides(JsonNode value) {
    return value.isNull()
        || Envelope.link(value).isPresent()
        || (value.isTextual() && hides(value.textValue()));
  }

  private boolean hides(String text) {
    if (Json.isMarked(text)) {
      JsonNode json = Json.parseMarked(text);
      return isCiphertext(json) || isCertificate(json);
    }
    for (Pattern shape : shapes) {
      if (shape.matches(text)) {
        return true;
      }
    }
    return false;
  }

  /** What SEA itself keeps of an account, none of it a secret as it stands. */
  private static boolean isAccount(String key, JsonNode value) {
    if (!value.isTextual()) {
      return false;
    }
    String text = value.textValue();
    return switch (key) {
      case "alias" -> true;
      case "epub" -> PublicKeys.hasForm(text);
      case "auth" -> {
        JsonNode auth = Json.parse(text);
        JsonNode locked = auth.path("ek");
        yield hasOnly(auth, Set.of("ek", "s"))
            && auth.path("s").isTextual()
            && isCiphertext(locked.isTextual() ? Json.parseMarked(locked.textValue()) : locked);
      }
      default -> false;
    };
  }

  private static boolean isCiphertext(JsonNode json) {
    return json.size() == PARTS.size()
        && hasOnly(json, PARTS)
        && json.properties().stream().allMatch(part -> isBase64(part.getValue()));
  }

  private static boolean isCertificate(JsonNode json) {
    JsonNode terms = json.path("m");
    return json.size() == 2 && terms.has("c") && hasOnly(terms, TERMS) && isBase64(json.path("s"));
  }

  private static boolean hasOnly(JsonNode json, Set<String> names) {
    return json.isObject()
        && json.properties().stream().allMatch(part -> names.contains(part.getKey()));
  }

  private static boolean isBase64(JsonNode node) {
    String text = node.isTextual() ? node.textValue() : "";
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean fits =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '+'
              || c == '/'
              || c == '=';
      if (!fits) {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
