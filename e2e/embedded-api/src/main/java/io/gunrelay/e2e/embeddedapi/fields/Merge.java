package io.gunrelay.e2e.embeddedapi.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Merging, comparing and pruning of values by their rules. No argument is changed. */
public final class Merge {
  private Merge() {}

  /** What applying {@code config} makes of {@code live}. */
  public static JsonNode merged(JsonNode live, JsonNode config, MergeRule rule) {
    if (config.isObject() && live.isObject() && rule instanceof MergeRule.Fields fields) {
      ObjectNode result = ((ObjectNode) live).deepCopy();
      config
          .properties()
          .forEach(field -> {
            JsonNode before = result.get(field.getKey());
            result.set(
                field.getKey(),
                before == null
                    ? field.getValue().deepCopy()
                    : merged(before, field.getValue(), fields.field(field.getKey())));
          });
      return result;
    }
    if (config.isArray() && live.isArray()) {
      if (rule instanceof MergeRule.Items items) {
        return mergedItems(live, config, items);
      }
      if (rule instanceof MergeRule.Set) {
        Set<JsonNode> union = new LinkedHashSet<>();
        live.forEach(union::add);
        config.forEach(union::add);
        return array(union);
      }
    }
    return config.deepCopy();
  }

  private static JsonNode mergedItems(JsonNode live, JsonNode config, MergeRule.Items rule) {
    Map<String, JsonNode> liveItems = byKey(live, rule);
    Map<String, JsonNode> configItems = byKey(config, rule);
    List<String> shared = new ArrayList<>(liveItems.keySet());
    shared.retainAll(configItems.keySet());
    List<String> wanted = new ArrayList<>(configItems.keySet());
    wanted.retainAll(liveItems.keySet());
    // The standing order is kept where the applied one does not contradict it; two appliers that
    // each know a part of the list would otherwise take turns in rewriting it.
    Map<String, JsonNode> result = new LinkedHashMap<>();
    if (!shared.equals(wanted)) {
      configItems.keySet().forEach(key -> result.put(key, configItems.get(key)));
    }
    liveItems.forEach(result::put);
    configItems.forEach((key, item) -> {
      JsonNode before = liveItems.get(key);
      result.put(key, before == null ? item.deepCopy() : merged(before, item, rule.item()));
    });
    return array(result.values());
  }

  /** Where two values differ: leaves that are in one of them alone, or that are not equal. */
  public static FieldSet difference(JsonNode before, JsonNode after, MergeRule rule) {
    FieldSet beforeFields = FieldSet.of(before, rule);
    FieldSet afterFields = FieldSet.of(after, rule);
    return beforeFields
        .minus(afterFields)
        .union(afterFields.minus(beforeFields))
        .union(unequal(before, after, rule));
  }

  /** The leaves that both values have and that are not equal. */
  public static FieldSet unequal(JsonNode before, JsonNode after, MergeRule rule) {
    FieldSet result = FieldSet.NONE;
    if (before.isObject() && after.isObject() && rule instanceof MergeRule.Fields fields) {
      for (Map.Entry<String, JsonNode> field : before.properties()) {
        JsonNode other = after.get(field.getKey());
        if (other != null) {
          result =
              result.union(
                  step(
                      "f:" + field.getKey(),
                      unequal(field.getValue(), other, fields.field(field.getKey()))));
        }
      }
      return result;
    }
    if (before.isArray() && after.isArray() && rule instanceof MergeRule.Items items) {
      Map<String, JsonNode> afterItems = byKey(after, items);
      for (Map.Entry<String, JsonNode> item : byKey(before, items).entrySet()) {
        JsonNode other = afterItems.get(item.getKey());
        if (other != null) {
          result = result.union(step(item.getKey(), unequal(item.getValue(), other, items.item())));
        }
      }
      return result;
    }
    boolean sameKind = rule instanceof MergeRule.Set && before.isArray() && after.isArray();
    return sameKind || before.equals(after) ? FieldSet.NONE : FieldSet.LEAF;
  }

  /**
   * The value without the fields of {@code unwanted}. An item of a list goes with all that it holds
   * unless {@code kept} holds a part of it; a map that becomes empty goes, too.
   */
  public static Optional<JsonNode> without(
      JsonNode value, FieldSet unwanted, FieldSet kept, MergeRule rule) {
    if (unwanted.isEmpty()) {
      return Optional.of(value);
    }
    if (unwanted.member() && kept.isEmpty()) {
      return Optional.empty();
    }
    if (value.isObject() && rule instanceof MergeRule.Fields fields) {
      ObjectNode result = JsonNodeFactory.instance.objectNode();
      value
          .properties()
          .forEach(field -> {
            String step = "f:" + field.getKey();
            without(
                    field.getValue(),
                    unwanted.below(step),
                    kept.below(step),
                    fields.field(field.getKey()))
                .ifPresent(left -> result.set(field.getKey(), left));
          });
      return result.isEmpty() ? Optional.empty() : Optional.of(result);
    }
    if (value.isArray() && rule instanceof MergeRule.Items items) {
      List<JsonNode> left = new ArrayList<>();
      byKey(value, items)
          .forEach((step, item) ->
              without(item, unwanted.below(step), kept.below(step), items.item())
                  .ifPresent(left::add));
      return left.isEmpty() ? Optional.empty() : Optional.of(array(left));
    }
    if (value.isArray() && rule instanceof MergeRule.Set) {
      List<JsonNode> left = new ArrayList<>();
      value.forEach(item -> {
        if (unwanted.below(Steps.value(item)).isEmpty()) {
          left.add(item);
        }
      });
      return left.isEmpty() ? Optional.empty() : Optional.of(array(left));
    }
    return Optional.of(value);
  }

  private static Map<String, JsonNode> byKey(JsonNode list, MergeRule.Items rule) {
    Map<String, JsonNode> items = new LinkedHashMap<>();
    list.forEach(item -> items.put(Steps.key(item, rule), item));
    return items;
  }

  private static FieldSet step(String step, FieldSet below) {
    if (below.isEmpty()) {
      return FieldSet.NONE;
    }
    return new FieldSet(false, new java.util.TreeMap<>(Map.of(step, below)));
  }

  private static ArrayNode array(Iterable<JsonNode> items) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    items.forEach(array::add);
    return array;
  }
}
