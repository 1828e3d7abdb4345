package io.gunrelay.e2e.embeddedapi.types;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.gunrelay.e2e.embeddedapi.fields.MergeRule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The built-in kinds, from {@code built-in-types.json}, which {@code tools/built-in-types.mjs}
 * makes of a real API server's OpenAPI document.
 */
final class BuiltInTypes {
  private final JsonNode types;

  private BuiltInTypes(JsonNode types) {
    this.types = types;
  }

  static List<ResourceType> read() {
    JsonNode document = document();
    BuiltInTypes rules = new BuiltInTypes(document.get("types"));
    List<ResourceType> resources = new ArrayList<>();
    document.get("resources").forEach(resource -> resources.add(rules.resource(resource)));
    return resources;
  }

  private static JsonNode document() {
    try (InputStream in =
        Objects.requireNonNull(BuiltInTypes.class.getResourceAsStream("built-in-types.json"))) {
      return JsonMapper.builder().build().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ResourceType resource(JsonNode resource) {
    Set<String> subresources = new HashSet<>();
    resource.get("subresources").forEach(name -> subresources.add(name.textValue()));
    String kind = resource.get("kind").textValue();
    return new ResourceType(
        resource.get("group").textValue(),
        resource.get("version").textValue(),
        resource.get("plural").textValue(),
        kind,
        resource.get("namespaced").booleanValue(),
        resource.has("shortName") ? List.of(resource.get("shortName").textValue()) : List.of(),
        subresources,
        ScalePaths.WORKLOAD,
        structure(resource.get("type").textValue()),
        BuiltInDefaults.of(kind));
  }

  /** Looked up field by field, since structures contain themselves. */
  private MergeRule structure(String name) {
    JsonNode fields = types.path(name);
    if (fields.isTextual()) {
      return new MergeRule.Atomic();
    }
    return new MergeRule.Fields(field -> rule(fields.path(field)));
  }

  private MergeRule rule(JsonNode rule) {
    MergeRule below = rule.has("of") ? structure(rule.get("of").textValue()) : MergeRule.plain();
    if (rule.path("map").asText().equals("atomic")) {
      return new MergeRule.Atomic();
    }
    if (rule.path("map").asText().equals("granular")) {
      return new MergeRule.Fields(name -> below);
    }
    return switch (rule.path("list").asText()) {
      case "map" -> {
        List<String> keys = new ArrayList<>();
        rule.get("keys").forEach(key -> keys.add(key.textValue()));
        yield new MergeRule.Items(
            List.copyOf(keys), Map.of("protocol", TextNode.valueOf("TCP")), below);
      }
      case "set" -> new MergeRule.Set();
      default ->
          rule.has("mergeKey")
              ? new MergeRule.PatchedItems(rule.get("mergeKey").textValue(), below)
              : below;
    };
  }
}
