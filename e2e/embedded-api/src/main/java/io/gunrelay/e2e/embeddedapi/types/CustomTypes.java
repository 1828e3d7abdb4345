package io.gunrelay.e2e.embeddedapi.types;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gunrelay.e2e.embeddedapi.fields.MergeRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The kinds that a CustomResourceDefinition adds: one for each version that it serves. */
final class CustomTypes {
  private static final String EXTENSION = "x-kubernetes-";

  private CustomTypes() {}

  static List<ResourceType> of(JsonNode definition) {
    JsonNode spec = definition.path("spec");
    List<ResourceType> served = new ArrayList<>();
    for (JsonNode version : spec.path("versions")) {
      if (version.path("served").asBoolean()) {
        served.add(type(spec, version));
      }
    }
    return served;
  }

  private static ResourceType type(JsonNode spec, JsonNode version) {
    JsonNode schema = version.at("/schema/openAPIV3Schema");
    List<String> shortNames = new ArrayList<>();
    spec.at("/names/shortNames").forEach(name -> shortNames.add(name.textValue()));
    Set<String> subresources = new HashSet<>();
    version.path("subresources").fieldNames().forEachRemaining(subresources::add);
    JsonNode scale = version.at("/subresources/scale");
    return new ResourceType(
        spec.path("group").asText(),
        version.path("name").asText(),
        spec.at("/names/plural").asText(),
        spec.at("/names/kind").asText(),
        spec.path("scope").asText().equals("Namespaced"),
        shortNames,
        subresources,
        ScalePaths.of(
            pointer(scale, "specReplicasPath"),
            pointer(scale, "statusReplicasPath"),
            pointer(scale, "labelSelectorPath")),
        root(schema),
        object ->
            schema
                .path("properties")
                .properties()
                .forEach(property -> {
                  if (!property.getKey().equals("metadata")) {
                    complete(object, property.getKey(), property.getValue());
                  }
                }));
  }

  private static String pointer(JsonNode scale, String name) {
    return scale.path(name).asText("").replace('.', '/');
  }

  /** The schema of a custom resource says nothing of its metadata, which is Kubernetes' own. */
  private static MergeRule root(JsonNode schema) {
    MergeRule owners = new MergeRule.Items(List.of("uid"), Map.of(), MergeRule.plain());
    MergeRule metadata =
        new MergeRule.Fields(name ->
            switch (name) {
              case "finalizers" -> new MergeRule.Set();
              case "ownerReferences" -> owners;
              default -> MergeRule.plain();
            });
    return new MergeRule.Fields(
        name -> name.equals("metadata") ? metadata : rule(schema.path("properties").path(name)));
  }

  private static MergeRule rule(JsonNode schema) {
    return switch (schema.path("type").asText()) {
      case "object" -> {
        if (schema.path(EXTENSION + "map-type").asText().equals("atomic")) {
          yield new MergeRule.Atomic();
        }
        JsonNode properties = schema.path("properties");
        JsonNode others = schema.path("additionalProperties");
        yield new MergeRule.Fields(
            name -> rule(properties.has(name) ? properties.get(name) : others));
      }
      case "array" -> list(schema);
      default -> MergeRule.plain();
    };
  }

  private static MergeRule list(JsonNode schema) {
    JsonNode item = schema.path("items");
    return switch (schema.path(EXTENSION + "list-type").asText()) {
      case "map" -> {
        List<String> keys = new ArrayList<>();
        schema.path(EXTENSION + "list-map-keys").forEach(key -> keys.add(key.textValue()));
        Map<String, JsonNode> defaults = new HashMap<>();
        for (String key : keys) {
          JsonNode standard = item.path("properties").path(key).path("default");
          if (!standard.isMissingNode()) {
            defaults.put(key, standard);
          }
        }
        yield new MergeRule.Items(keys, defaults, rule(item));
      }
      case "set" -> new MergeRule.Set();
      default -> new MergeRule.Atomic();
    };
  }

  /** Sets the default of a field that is absent, then those below it, and prunes the unknown. */
  private static void complete(ObjectNode parent, String field, JsonNode schema) {
    JsonNode standard = schema.path("default");
    boolean absent =
        !parent.has(field) || (parent.get(field).isNull() && !schema.path("nullable").asBoolean());
    if (absent && !standard.isMissingNode()) {
      parent.set(field, standard.deepCopy());
    } else if (absent) {
      parent.remove(field);
    }
    if (parent.has(field)) {
      complete(parent.get(field), schema);
    }
  }

  private static void complete(JsonNode value, JsonNode schema) {
    if (value instanceof ObjectNode object) {
      JsonNode properties = schema.path("properties");
      properties
          .properties()
          .forEach(property -> complete(object, property.getKey(), property.getValue()));
      JsonNode others = schema.path("additionalProperties");
      if (others.isObject()) {
        object.properties().stream()
            .filter(field -> !properties.has(field.getKey()))
            .forEach(field -> complete(field.getValue(), others));
      } else if (prunes(schema)) {
        List<String> unknown = new ArrayList<>();
        object.fieldNames().forEachRemaining(unknown::add);
        unknown.removeIf(properties::has);
        object.remove(unknown);
      }
    } else if (value.isArray()) {
      value.forEach(item -> complete(item, schema.path("items")));
    }
  }

  private static boolean prunes(JsonNode schema) {
    return schema.path("type").asText().equals("object")
        && !schema.path("additionalProperties").asBoolean()
        && !schema.path(EXTENSION + "preserve-unknown-fields").asBoolean()
        && !schema.path(EXTENSION + "embedded-resource").asBoolean();
  }
}
