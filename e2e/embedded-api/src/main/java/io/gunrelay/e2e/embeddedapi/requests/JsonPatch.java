package io.gunrelay.e2e.embeddedapi.requests;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** RFC 6902. */
final class JsonPatch {
  private JsonPatch() {}

  /** The patched value; the argument is not changed. */
  static JsonNode apply(JsonNode value, JsonNode operations) {
    JsonNode result = value.deepCopy();
    for (JsonNode operation : operations) {
      result = step(result, operation);
    }
    return result;
  }

  private static JsonNode step(JsonNode document, JsonNode operation) {
    JsonPointer path = JsonPointer.compile(operation.path("path").asText());
    switch (operation.path("op").asText()) {
      case "add" -> add(document, path, operation.path("value").deepCopy());
      case "remove" -> remove(document, path);
      case "replace" -> {
        if (path.matches()) {
          return operation.path("value").deepCopy();
        }
        remove(document, path);
        add(document, path, operation.path("value").deepCopy());
      }
      case "move" -> {
        JsonPointer from = JsonPointer.compile(operation.path("from").asText());
        JsonNode moved = existing(document, from);
        remove(document, from);
        add(document, path, moved);
      }
      case "copy" ->
          add(
              document,
              path,
              existing(document, JsonPointer.compile(operation.path("from").asText())).deepCopy());
      case "test" -> {
        if (!document.at(path).equals(operation.path("value"))) {
          throw invalid("test of " + path + " failed");
        }
      }
      default -> throw invalid("unknown operation " + operation.path("op"));
    }
    return document;
  }

  private static void add(JsonNode document, JsonPointer path, JsonNode value) {
    JsonNode parent = existing(document, path.head());
    String last = path.last().getMatchingProperty();
    switch (parent) {
      case ObjectNode object -> object.set(last, value);
      case ArrayNode array -> {
        if (last.equals("-")) {
          array.add(value);
        } else {
          array.insert(index(path, array.size()), value);
        }
      }
      default -> throw invalid("nothing can be added at " + path);
    }
  }

  private static void remove(JsonNode document, JsonPointer path) {
    existing(document, path);
    switch (document.at(path.head())) {
      case ObjectNode object -> object.remove(path.last().getMatchingProperty());
      case ArrayNode array -> array.remove(index(path, array.size() - 1));
      default -> throw invalid("nothing can be removed at " + path);
    }
  }

  private static int index(JsonPointer path, int greatest) {
    int index = path.last().getMatchingIndex();
    if (index < 0 || index > greatest) {
      throw invalid("no such place in the list: " + path);
    }
    return index;
  }

  private static JsonNode existing(JsonNode document, JsonPointer path) {
    JsonNode found = document.at(path);
    if (found.isMissingNode()) {
      throw invalid("there is nothing at " + path);
    }
    return found;
  }

  private static ApiException invalid(String message) {
    return new ApiException(422, "Invalid", "the JSON patch cannot be applied: " + message);
  }
}
