package io.gunrelay.api.generate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Kubernetes objects as text that is pleasant to read and the same on every machine. */
final class Yaml {

  private Yaml() {}

  /** The models as YAML documents, below a line that says where they come from. */
  static String of(String origin, Object... models) {
    return Stream.of(models)
        .map(Yaml::document)
        .collect(
            Collectors.joining("---\n", "# Made from " + origin + " by `make generate`.\n", ""));
  }

  private static String document(Object model) {
    JsonNode tree = new KubernetesSerialization().convertValue(model, JsonNode.class);
    try {
      return new ObjectMapper(
              YAMLFactory.builder()
                  .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                  .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                  .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                  .disable(YAMLGenerator.Feature.SPLIT_LINES)
                  .build())
          .writeValueAsString(wholeNumbers(tree));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Bounds of integers are doubles in the model; {@code 1000000}, not {@code 1000000.0}. */
  private static JsonNode wholeNumbers(JsonNode node) {
    switch (node) {
      case ObjectNode object ->
          object.properties().forEach(entry -> entry.setValue(wholeNumbers(entry.getValue())));
      case ArrayNode array -> {
        for (int i = 0; i < array.size(); i++) {
          array.set(i, wholeNumbers(array.get(i)));
        }
      }
      default -> {
        if (node.isDouble() && node.doubleValue() == node.longValue()) {
          return LongNode.valueOf(node.longValue());
        }
      }
    }
    return node;
  }
}
