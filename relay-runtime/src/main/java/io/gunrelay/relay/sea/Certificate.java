package io.gunrelay.relay.sea;

import com.fasterxml.jackson.databind.JsonNode;
import io.gunrelay.relay.graph.Delta;
import java.util.List;
import java.util.Optional;

/**
 * A certificate, by which the owner of a graph lets others write into parts of it: {@code
 * {"m":{"c":writers,"w":policy,…},"s":signature}}.
 *
 * @param message what is signed, as it came: an object, or a text that holds one
 * @param signature of the owner
 */
record Certificate(JsonNode message, String signature) {

  /** Reads a certificate; empty when it is none. */
  static Optional<Certificate> of(JsonNode json) {
    JsonNode message = json.path("m");
    JsonNode signature = json.path("s");
    return (message.isObject() || message.isTextual()) && signature.isTextual()
        ? Optional.of(new Certificate(message, signature.textValue()))
        : Optional.empty();
  }

  /**
   * Checks whether it lets {@code writer} write.
   *
   * @param owner of the graph that is written to
   */
  Verdict check(Delta delta, String owner, String writer, Signatures signatures) {
    if (!isSignedBy(owner, signatures)) {
      return new Verdict.Refused(Reason.CERTIFICATE);
    }
    JsonNode terms = message.isTextual() ? Json.parseMarked(message.textValue()) : message;
    if (isExpired(terms.path("e"), delta.state())) {
      return new Verdict.Refused(Reason.EXPIRED_CERTIFICATE);
    }
    if (!names(terms.path("c"), writer)) {
      return new Verdict.Refused(Reason.CERTIFICATE);
    }
    int slash = delta.soul().indexOf('/');
    String path = slash < 0 ? "" : delta.soul().substring(slash + 1);
    for (JsonNode policy : policies(terms.path("w"))) {
      if (!allows(policy, path, delta.key())) {
        continue;
      }
      if (wantsWriter(policy)
          && !path.isEmpty()
          && !path.contains(writer)
          && !delta.key().contains(writer)) {
        return new Verdict.Refused(Reason.CERTIFICATE);
      }
      return blockList(terms.path("wb"), owner, writer)
          .<Verdict>map(Verdict.Unless::new)
          .orElse(Verdict.GOOD);
    }
    return new Verdict.Refused(Reason.CERTIFICATE);
  }

  /** Browsers sign the names as they stand; gun.js under Node sorts them before. */
  private boolean isSignedBy(String owner, Signatures signatures) {
    var received = SignedText.of(message, NameOrder.RECEIVED);
    if (signatures.verify(owner, received, signature)) {
      return true;
    }
    var sorted = SignedText.of(message, NameOrder.SORTED);
    return !sorted.equals(received) && signatures.verify(owner, sorted, signature);
  }

  /** An end that cannot be read has passed. */
  private static boolean isExpired(JsonNode end, double state) {
    if (end.isMissingNode()) {
      return false;
    }
    double ms = end.isNumber() ? end.doubleValue() : JsNumberPrefix.of(end.asText());
    return !(state <= ms);
  }

  private static boolean names(JsonNode writers, String writer) {
    if (writers.isTextual()) {
      return writers.textValue().equals(writer) || writers.textValue().contains("*");
    }
    if (writers.isArray()) {
      for (JsonNode each : writers) {
        if (each.isTextual() && (each.textValue().equals(writer) || each.textValue().equals("*"))) {
          return true;
        }
      }
    }
    return false;
  }

  private static Iterable<JsonNode> policies(JsonNode written) {
    if (written.isArray()) {
      return written;
    }
    return written.isObject() || written.isTextual() ? List.of(written) : List.of();
  }

  private static boolean allows(JsonNode policy, String path, String key) {
    JsonNode ofPath = policy.path("#");
    JsonNode ofKey = policy.path(".");
    boolean pathFits = Lex.matches(path, ofPath);
    boolean keyFits = Lex.matches(key, ofKey);
    return (pathFits && keyFits)
        || (!Json.truthy(ofKey) && pathFits)
        || (!Json.truthy(ofPath) && keyFits)
        || Lex.matches(
            path.isEmpty() ? key : path + '/' + key, Json.truthy(ofPath) ? ofPath : policy);
  }

  /** Whether the writer's key must stand in the path or the key. */
  private static boolean wantsWriter(JsonNode policy) {
    JsonNode plus = policy.path("+");
    if (plus.isArray()) {
      for (JsonNode each : plus) {
        if (each.asText().equals("*")) {
          return true;
        }
      }
    }
    return plus.isTextual() && plus.textValue().contains("*");
  }

  private static Optional<BlockList> blockList(JsonNode named, String owner, String writer) {
    if (named.isTextual() && !named.textValue().isEmpty()) {
      String name = named.textValue();
      return Optional.of(
          name.startsWith("~")
              ? new BlockList(name, Optional.empty(), writer)
              : new BlockList("~" + owner, Optional.of(name), writer));
    }
    return Envelope.link(named).map(soul -> new BlockList(soul, Optional.empty(), writer));
  }
}
