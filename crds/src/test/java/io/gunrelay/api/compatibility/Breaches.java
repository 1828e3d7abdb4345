package io.gunrelay.api.compatibility;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a resource that a former CRD took could fail at under a later one, each as {@code path:
 * what}. A field that is new may do as it likes; one that was there may only be loosened.
 */
final class Breaches {

  private final List<String> found = new ArrayList<>();

  private Breaches() {}

  static List<String> between(CustomResourceDefinition former, CustomResourceDefinition later) {
    Breaches breaches = new Breaches();
    var before = former.getSpec();
    var now = later.getSpec();
    breaches.same("scope", before.getScope(), now.getScope());
    breaches.same("names.kind", before.getNames().getKind(), now.getNames().getKind());
    breaches.same("names.plural", before.getNames().getPlural(), now.getNames().getPlural());
    for (CustomResourceDefinitionVersion version : before.getVersions()) {
      now.getVersions().stream()
          .filter(candidate -> candidate.getName().equals(version.getName()))
          .filter(candidate -> Boolean.TRUE.equals(candidate.getServed()))
          .findFirst()
          .ifPresentOrElse(
              candidate -> breaches.compare(version, candidate),
              () -> breaches.add(version.getName(), "is no longer served"));
    }
    return breaches.found;
  }

  private void compare(
      CustomResourceDefinitionVersion before, CustomResourceDefinitionVersion now) {
    same("subresources", before.getSubresources(), now.getSubresources());
    compare("", before.getSchema().getOpenAPIV3Schema(), now.getSchema().getOpenAPIV3Schema());
  }

  private void compare(String path, JSONSchemaProps before, JSONSchemaProps now) {
    same(path, before.getType(), now.getType());
    same(path, before.getFormat(), now.getFormat());
    same(path, before.getDefault(), now.getDefault());
    same(path, before.getXKubernetesListType(), now.getXKubernetesListType());
    same(path, before.getXKubernetesListMapKeys(), now.getXKubernetesListMapKeys());
    atMost(path, "maximum", before.getMaximum(), now.getMaximum());
    atMost(path, "maxLength", before.getMaxLength(), now.getMaxLength());
    atMost(path, "maxItems", before.getMaxItems(), now.getMaxItems());
    atMost(path, "maxProperties", before.getMaxProperties(), now.getMaxProperties());
    atLeast(path, "minimum", before.getMinimum(), now.getMinimum());
    atLeast(path, "minLength", before.getMinLength(), now.getMinLength());
    atLeast(path, "minItems", before.getMinItems(), now.getMinItems());
    atLeast(path, "minProperties", before.getMinProperties(), now.getMinProperties());
    if (now.getPattern() != null) {
      same(path, before.getPattern(), now.getPattern());
    }
    values(path, before, now);
    rules(path, before, now);
    now.getRequired().stream()
        .filter(field -> !before.getRequired().contains(field))
        .forEach(field -> add(path + "." + field, "is required"));
    fields(path, before.getProperties(), now.getProperties());
    if (before.getItems() != null && now.getItems() != null) {
      compare(path + "[]", before.getItems().getSchema(), now.getItems().getSchema());
    }
    if (before.getAdditionalProperties() != null && now.getAdditionalProperties() != null) {
      compare(
          path + "{}",
          before.getAdditionalProperties().getSchema(),
          now.getAdditionalProperties().getSchema());
    }
  }

  private void fields(
      String path,
      @Nullable Map<String, JSONSchemaProps> before,
      @Nullable Map<String, JSONSchemaProps> now) {
    if (before == null) {
      return;
    }
    before.forEach((name, field) -> {
      JSONSchemaProps same = now == null ? null : now.get(name);
      if (same == null) {
        add(path + "." + name, "is gone");
      } else {
        compare(path + "." + name, field, same);
      }
    });
  }

  private void values(String path, JSONSchemaProps before, JSONSchemaProps now) {
    if (now.getEnum().isEmpty()) {
      return;
    }
    if (before.getEnum().isEmpty()) {
      add(path, "takes certain values only");
    }
    before.getEnum().stream()
        .filter(value -> !now.getEnum().contains(value))
        .forEach(value -> add(path, "no longer takes " + value.asText()));
  }

  private void rules(String path, JSONSchemaProps before, JSONSchemaProps now) {
    Set<String> known =
        before.getXKubernetesValidations().stream()
            .map(ValidationRule::getRule)
            .collect(Collectors.toSet());
    now.getXKubernetesValidations().stream()
        .filter(rule -> !known.contains(rule.getRule()))
        .forEach(rule -> add(path, "has the rule " + rule.getMessage()));
  }

  private void same(String path, @Nullable Object before, @Nullable Object now) {
    if (!Objects.equals(before, now)) {
      add(path, "was %s and is %s".formatted(before, now));
    }
  }

  private void atMost(String path, String bound, @Nullable Number before, @Nullable Number now) {
    if (now != null && (before == null || now.doubleValue() < before.doubleValue())) {
      add(path, "%s was %s and is %s".formatted(bound, before, now));
    }
  }

  private void atLeast(String path, String bound, @Nullable Number before, @Nullable Number now) {
    if (now != null && (before == null || now.doubleValue() > before.doubleValue())) {
      add(path, "%s was %s and is %s".formatted(bound, before, now));
    }
  }

  private void add(String path, String what) {
    found.add((path.startsWith(".") ? path.substring(1) : path) + ": " + what);
  }
}
