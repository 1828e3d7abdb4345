package io.gunrelay.e2e.embeddedapi.requests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gunrelay.e2e.embeddedapi.fields.MergeRule;
import java.util.Optional;
import java.util.stream.IntStream;

/** The patches that are not server-side apply. No argument is changed. */
final class Patch {
  private Patch() {}

  /** RFC 7386. */
  static JsonNode merge(JsonNode value, JsonNode patch) {
    if (!patch.isObject()) {
      return patch;
    }
    ObjectNode result = objectOf(value);
    patch
        .properties()
        .forEach(field -> {
          if (field.getValue().isNull()) {
            result.remove(field.getKey());
          } else {
            result.set(field.getKey(), merge(result.path(field.getKey()), field.getValue()));
          }
        });
    return result;
  }

  /** As RFC 7386, except that lists with a merge key are merged item by item. */
  static JsonNode strategic(JsonNode value, JsonNode patch, MergeRule rule) {
    Optional<String> key = rule.strategicKey();
    if (patch.isArray() && key.isPresent()) {
      MergeRule item =
          switch (rule) {
            case MergeRule.Items items -> items.item();
            case MergeRule.PatchedItems items -> items.item();
            default -> MergeRule.plain();
          };
      return strategicList(value, patch, key.get(), item);
    }
    if (!patch.isObject()) {
      return patch;
    }
    ObjectNode result =
        patch.path("$patch").asText().equals("replace") ? object() : objectOf(value);
    patch
        .properties()
        .forEach(field -> {
          String name = field.getKey();
          if (name.startsWith("$")) {
            return;
          }
          if (field.getValue().isNull()) {
            result.remove(name);
          } else {
            MergeRule below =
                rule instanceof MergeRule.Fields fields
                    ? fields.rules().apply(name)
                    : MergeRule.plain();
            result.set(name, strategic(result.path(name), field.getValue(), below));
          }
        });
    return result;
  }

  private static JsonNode strategicList(
      JsonNode value, JsonNode patch, String key, MergeRule item) {
    ArrayNode result = JsonNodeFactory.instance.arrayNode();
    value.forEach(result::add);
    for (JsonNode patched : patch) {
      int index = indexOf(result, key, patched.path(key));
      boolean delete = patched.path("$patch").asText().equals("delete");
      if (delete && index < result.size()) {
        result.remove(index);
      } else if (index < result.size()) {
        result.set(index, strategic(result.get(index), patched, item));
      } else if (!delete) {
        result.add(strategic(object(), patched, item));
      }
    }
    return result;
  }

  /** The list's size: there is none. */
  private static int indexOf(ArrayNode list, String key, JsonNode value) {
    return (int)
        IntStream.range(0, list.size())
            .takeWhile(index -> !list.get(index).path(key).equals(value))
            .count();
  }

  private static ObjectNode objectOf(JsonNode value) {
    return value instanceof ObjectNode object ? object.deepCopy() : object();
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
