package io.gunrelay.relay.sea;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * GUN's patterns for names, as {@code String.match} of gun.js reads them: {@code =} exact, {@code
 * *} prefix, {@code >} and {@code <} bounds that include themselves. A lower bound matches as a
 * prefix, too, as it does there.
 */
final class Lex {
  private Lex() {}

  /**
   * Tells whether a name matches.
   *
   * @param pattern a text, or an object of the patterns above; nothing matches anything else
   */
  static boolean matches(String name, JsonNode pattern) {
    if (pattern.isTextual()) {
      return !pattern.textValue().isEmpty() && name.equals(pattern.textValue());
    }
    if (!pattern.isObject()) {
      return false;
    }
    JsonNode exact = pattern.path("=");
    JsonNode prefix = pattern.path("*");
    JsonNode least = pattern.path(">");
    JsonNode most = pattern.path("<");
    if (isText(first(exact, prefix, least, most), name)) {
      return true;
    }
    if (!exact.isMissingNode()) {
      return false;
    }
    JsonNode beginning = first(prefix, least);
    if (beginning.isTextual() && name.startsWith(beginning.textValue())) {
      return true;
    }
    if (!prefix.isMissingNode()) {
      return false;
    }
    boolean above = least.isTextual() && name.compareTo(least.textValue()) >= 0;
    boolean below = most.isTextual() && name.compareTo(most.textValue()) <= 0;
    if (!least.isMissingNode() && !most.isMissingNode()) {
      return above && below;
    }
    return above || below;
  }

  /** The first that JavaScript takes for true. */
  private static JsonNode first(JsonNode... nodes) {
    for (JsonNode node : nodes) {
      if (Json.truthy(node)) {
        return node;
      }
    }
    return nodes[nodes.length - 1].path("");
  }

  private static boolean isText(JsonNode node, String text) {
    return node.isTextual() && node.textValue().equals(text);
  }
}
