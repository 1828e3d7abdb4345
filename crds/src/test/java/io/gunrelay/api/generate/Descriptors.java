package io.gunrelay.api.generate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Of each field of the resource: how OLM's forms name it, and by what they let it be set. */
final class Descriptors {

  private static final String UI = "urn:alm:descriptor:com.tectonic.ui:";

  private static final Map<String, List<String>> KNOWN =
      Map.of(
          "replicas", List.of(UI + "podCount"),
          "resources", List.of(UI + "resourceRequirements"),
          "secretName", List.of("urn:alm:descriptor:io.kubernetes:Secret"),
          "storageClassName", List.of("urn:alm:descriptor:io.kubernetes:StorageClass"),
          "phase", List.of("urn:alm:descriptor:io.kubernetes.phase"),
          "conditions", List.of("urn:alm:descriptor:io.kubernetes.conditions"));

  /** Objects that are Kubernetes' own, which the forms know as a whole. */
  private static final Set<String> WHOLE = Set.of("resources", "affinity", "conditions");

  private final ArrayNode descriptors;

  private Descriptors(ArrayNode descriptors) {
    this.descriptors = descriptors;
  }

  static void add(ArrayNode descriptors, JSONSchemaProps part) {
    new Descriptors(descriptors).addAll("", part);
  }

  private void addAll(String path, JSONSchemaProps object) {
    object.getProperties().forEach((name, field) -> add(path + name, name, field));
  }

  private void add(String path, String name, JSONSchemaProps field) {
    ObjectNode descriptor =
        descriptors.addObject().put("path", path).put("displayName", title(name));
    if (field.getDescription() != null) {
      descriptor.put("description", field.getDescription());
    }
    List<String> forms = forms(name, field);
    if (!forms.isEmpty()) {
      forms.forEach(descriptor.putArray("x-descriptors")::add);
    }
    JSONSchemaProps inner = FieldText.isList(field) ? field.getItems().getSchema() : field;
    if (FieldText.isObject(inner) && !WHOLE.contains(name)) {
      addAll(path + (FieldText.isList(field) ? "[0]." : "."), inner);
    }
  }

  private static List<String> forms(String name, JSONSchemaProps field) {
    if (KNOWN.containsKey(name)) {
      return KNOWN.get(name);
    }
    if (!field.getEnum().isEmpty()) {
      return field.getEnum().stream().map(value -> UI + "select:" + value.asText()).toList();
    }
    return switch (field.getType() == null ? "" : field.getType()) {
      case "boolean" -> List.of(UI + "booleanSwitch");
      case "integer" -> List.of(UI + "number");
      case "string" -> List.of(UI + "text");
      default -> List.of();
    };
  }

  /** {@code maxReplicas} is Max Replicas. */
  private static String title(String name) {
    return name.substring(0, 1).toUpperCase(Locale.ROOT)
        + name.substring(1).replaceAll("(?<=[a-z])(?=[A-Z])", " ");
  }
}
