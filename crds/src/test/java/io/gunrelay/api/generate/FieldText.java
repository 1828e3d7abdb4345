package io.gunrelay.api.generate;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the reference says of one field: its type, its default, its bounds. */
final class FieldText {

  private static final String AFFINITY =
      "https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/";

  private FieldText() {}

  /** Whether Kubernetes' documentation says better what is in it than ours would. */
  static boolean isKubernetesOwn(String path) {
    return path.endsWith(".affinity");
  }

  static String typeOf(String path, JSONSchemaProps field) {
    if (isKubernetesOwn(path)) {
      return "[as in Kubernetes](" + AFFINITY + "), within the namespace";
    }
    if (isList(field)) {
      if (!isObject(field.getItems().getSchema())) {
        return "list of texts";
      }
      return "list of " + link(path + "[]");
    }
    if (isObject(field)) {
      return link(path);
    }
    if (field.getAdditionalProperties() != null) {
      boolean quantities =
          field.getAdditionalProperties().getSchema().getAnyOf() != null
              && !field.getAdditionalProperties().getSchema().getAnyOf().isEmpty();
      return quantities ? "map of quantities" : "map of texts";
    }
    return field.getType();
  }

  static String defaultOf(JSONSchemaProps field) {
    JsonNode value = field.getDefault();
    if (value == null) {
      return "";
    }
    return followsFromFields(field, value) ? "its fields' defaults" : "`" + plain(value) + "`";
  }

  static String boundsOf(JSONSchemaProps field) {
    List<String> bounds = new ArrayList<>();
    field.getEnum().forEach(value -> bounds.add("`" + value.asText() + "`"));
    range(bounds, "", whole(field.getMinimum()), whole(field.getMaximum()));
    range(bounds, " characters", field.getMinLength(), field.getMaxLength());
    range(bounds, " items", field.getMinItems(), field.getMaxItems());
    range(bounds, " entries", field.getMinProperties(), field.getMaxProperties());
    if ("date-time".equals(field.getFormat())) {
      bounds.add("RFC 3339");
    }
    return String.join(", ", bounds);
  }

  static boolean isList(JSONSchemaProps field) {
    return field.getItems() != null;
  }

  static boolean isObject(JSONSchemaProps field) {
    return field.getProperties() != null && !field.getProperties().isEmpty();
  }

  private static String link(String path) {
    return "[" + path + "](#" + path.replaceAll("[^A-Za-z]", "").toLowerCase(Locale.ROOT) + ")";
  }

  private static boolean followsFromFields(JSONSchemaProps field, JsonNode value) {
    return value.isObject()
        && value.properties().stream()
            .allMatch(entry -> {
              JSONSchemaProps inner = field.getProperties().get(entry.getKey());
              return inner != null && entry.getValue().equals(inner.getDefault());
            });
  }

  private static String plain(JsonNode value) {
    if (!value.isObject()) {
      return value.asText();
    }
    return value.properties().stream()
        .map(entry -> entry.getKey() + ": " + plain(entry.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static void range(
      List<String> bounds, String unit, @Nullable Long least, @Nullable Long most) {
    if (least != null && most != null) {
      bounds.add(least.equals(most) ? "exactly " + least : least + " to " + most + unit);
    } else if (least != null) {
      bounds.add("at least " + least + unit);
    } else if (most != null) {
      bounds.add("at most " + most + unit);
    }
  }

  private static @Nullable Long whole(@Nullable Double bound) {
    return bound == null ? null : bound.longValue();
  }
}
