package io.gunrelay.e2e.embeddedapi.fields;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.TreeSet;

/** One step of a path, in the writing of {@code managedFields}. */
final class Steps {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private Steps() {}

  /** {@code k:{"name":"x"}}, key fields in alphabetical order. */
  static String key(JsonNode item, MergeRule.Items rule) {
    ObjectNode key = JsonNodeFactory.instance.objectNode();
    for (String name : new TreeSet<>(rule.keys())) {
      JsonNode value = item.get(name);
      if (value == null) {
        value = rule.keyDefaults().get(name);
      }
      if (value != null) {
        key.set(name, value);
      }
    }
    return "k:" + key;
  }

  static String value(JsonNode item) {
    return "v:" + item;
  }

  /** The same step as this class writes it, for one that somebody else wrote. */
  static String canonical(String step) {
    if (!step.startsWith("k:")) {
      return step;
    }
    try {
      JsonNode read = JSON.readTree(step.substring(2));
      ObjectNode key = JsonNodeFactory.instance.objectNode();
      read.properties().stream()
          .sorted(java.util.Map.Entry.comparingByKey())
          .forEach(field -> key.set(field.getKey(), field.getValue()));
      return "k:" + key;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a key of a list item: " + step, e);
    }
  }
}
