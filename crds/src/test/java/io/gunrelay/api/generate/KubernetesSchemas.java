package io.gunrelay.api.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The schemas of Kubernetes' own types where they appear in ours. */
final class KubernetesSchemas {

  private static final long LONGEST_QUANTITY = 32;
  private static final long MOST_RESOURCES = 16;

  private KubernetesSchemas() {}

  /** A quantity as text: a bare number of bytes is nearly always a forgotten unit. */
  static void completeQuantity(JSONSchemaProps quantity) {
    quantity.setType("string");
    quantity.setAnyOf(null);
    quantity.setXKubernetesIntOrString(null);
    quantity.setMaxLength(LONGEST_QUANTITY);
  }

  /** Without claims, which only a pod that declares them can use. */
  static void completeResources(JSONSchemaProps resources) {
    Map<String, JSONSchemaProps> properties = new LinkedHashMap<>();
    properties.put(
        "requests",
        amounts(resources, "requests", "What the scheduler sets aside for each relay."));
    properties.put("limits", amounts(resources, "limits", "What each relay may use and no more."));
    resources.setProperties(properties);
  }

  private static JSONSchemaProps amounts(
      JSONSchemaProps resources, String name, String description) {
    JSONSchemaProps amounts = property(resources, name);
    amounts.setDescription(description);
    amounts.setMaxProperties(MOST_RESOURCES);
    amounts.getAdditionalProperties().getSchema().setMaxLength(LONGEST_QUANTITY);
    return amounts;
  }

  /** As {@code metav1.Condition} is declared in Kubernetes itself. */
  static void completeCondition(JSONSchemaProps condition) {
    condition.setDescription("One part of the state.");
    describe(condition, "type", "The part's name, such as Ready.");
    describe(condition, "status", "Whether it is so: True, False or Unknown.");
    describe(condition, "reason", "Why, in one word for programs.");
    describe(condition, "message", "Why, in a sentence for people.");
    describe(condition, "lastTransitionTime", "When status last changed.");
    describe(condition, "observedGeneration", "The generation of the spec that it speaks of.");
    property(condition, "type").setMaxLength(316L);
    property(condition, "reason").setMinLength(1L);
    property(condition, "reason").setMaxLength(1024L);
    property(condition, "reason").setPattern("^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$");
    property(condition, "message").setMaxLength(32_768L);
    property(condition, "lastTransitionTime").setFormat("date-time");
    property(condition, "observedGeneration").setFormat("int64");
    property(condition, "observedGeneration").setMinimum(0.0);
    property(condition, "status")
        .setEnum(Stream.of("True", "False", "Unknown").<JsonNode>map(TextNode::valueOf).toList());
    condition.setRequired(List.of("type", "status", "reason", "message", "lastTransitionTime"));
  }

  private static void describe(JSONSchemaProps schema, String name, String description) {
    property(schema, name).setDescription(description);
  }

  private static JSONSchemaProps property(JSONSchemaProps schema, String name) {
    return Objects.requireNonNull(schema.getProperties().get(name), name);
  }
}
