package io.gunrelay.api.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Kubernetes' affinity, as far as it is ours: without what looks at pods of other namespaces, by
 * which relays could keep them away from nodes.
 */
final class AffinitySchema {

  private static final long MOST = 8;
  private static final long LONGEST_KEY = 316;
  private static final String REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";
  private static final String PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution";

  private AffinitySchema() {}

  static void complete(JSONSchemaProps affinity) {
    Map<String, JSONSchemaProps> properties = new LinkedHashMap<>();
    properties.put("nodeAffinity", nodes());
    properties.put("podAffinity", pods("Pods of the namespace to be near to."));
    properties.put("podAntiAffinity", pods("Pods of the namespace to keep away from."));
    affinity.setProperties(properties);
  }

  private static JSONSchemaProps nodes() {
    JSONSchemaProps term =
        object(
            "Labels of nodes.",
            List.of("matchExpressions"),
            Map.of(
                "matchExpressions",
                list(
                    "What must be so, all of it.",
                    expression(List.of("In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt")))));
    return object(
        "Nodes that relays need or prefer.",
        List.of(),
        ordered(
            REQUIRED,
            object(
                "Nodes that relays need.",
                List.of("nodeSelectorTerms"),
                Map.of("nodeSelectorTerms", list("One of these must hold.", term))),
            PREFERRED,
            list(
                "Nodes that relays prefer.",
                object(
                    "One preference.",
                    List.of("weight", "preference"),
                    ordered("weight", weight(), "preference", term)))));
  }

  private static JSONSchemaProps pods(String description) {
    JSONSchemaProps term =
        object(
            "Pods of the namespace, and what near to them means.",
            List.of("topologyKey"),
            ordered(
                "labelSelector",
                object(
                    "Labels of the pods.",
                    List.of(),
                    ordered(
                        "matchLabels",
                        new JSONSchemaPropsBuilder()
                            .withType("object")
                            .withDescription("Labels that a pod must have.")
                            .withMaxProperties(MOST)
                            .withNewAdditionalProperties()
                            .withNewSchema()
                            .withType("string")
                            .withMaxLength(63L)
                            .endSchema()
                            .endAdditionalProperties()
                            .build(),
                        "matchExpressions",
                        list(
                            "What must be so, all of it.",
                            expression(List.of("In", "NotIn", "Exists", "DoesNotExist"))))),
                "topologyKey",
                text(
                    "The label whose value nodes share that are near to each other.",
                    LONGEST_KEY)));
    return object(
        description,
        List.of(),
        ordered(
            REQUIRED,
            list("What must be so.", term),
            PREFERRED,
            list(
                "What had better be so.",
                object(
                    "One preference.",
                    List.of("weight", "podAffinityTerm"),
                    ordered("weight", weight(), "podAffinityTerm", term)))));
  }

  private static JSONSchemaProps expression(List<String> operators) {
    JSONSchemaProps operator = text("How the label's value is compared.", null);
    operator.setEnum(operators.stream().<JsonNode>map(TextNode::valueOf).toList());
    JSONSchemaProps values = list("What it is compared with.", text(null, 63L));
    return object(
        "One condition.",
        List.of("key", "operator"),
        ordered("key", text("The label.", LONGEST_KEY), "operator", operator, "values", values));
  }

  private static JSONSchemaProps weight() {
    return new JSONSchemaPropsBuilder()
        .withType("integer")
        .withFormat("int32")
        .withDescription("How much it counts beside others.")
        .withMinimum(1.0)
        .withMaximum(100.0)
        .build();
  }

  private static JSONSchemaProps text(@Nullable String description, @Nullable Long longest) {
    return new JSONSchemaPropsBuilder()
        .withType("string")
        .withDescription(description)
        .withMaxLength(longest)
        .build();
  }

  private static JSONSchemaProps list(String description, JSONSchemaProps items) {
    return new JSONSchemaPropsBuilder()
        .withType("array")
        .withDescription(description)
        .withMaxItems(MOST)
        .withXKubernetesListType("atomic")
        .withNewItems()
        .withSchema(items)
        .endItems()
        .build();
  }

  private static JSONSchemaProps object(
      String description, List<String> required, Map<String, JSONSchemaProps> properties) {
    return new JSONSchemaPropsBuilder()
        .withType("object")
        .withDescription(description)
        .withRequired(required)
        .withProperties(properties)
        .build();
  }

  private static Map<String, JSONSchemaProps> ordered(
      String first, JSONSchemaProps one, String second, JSONSchemaProps two) {
    Map<String, JSONSchemaProps> properties = new LinkedHashMap<>();
    properties.put(first, one);
    properties.put(second, two);
    return properties;
  }

  private static Map<String, JSONSchemaProps> ordered(
      String first,
      JSONSchemaProps one,
      String second,
      JSONSchemaProps two,
      String third,
      JSONSchemaProps three) {
    Map<String, JSONSchemaProps> properties = ordered(first, one, second, two);
    properties.put(third, three);
    return properties;
  }
}
