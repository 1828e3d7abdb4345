package io.gunrelay.e2e.embeddedapi.network;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Map;
import java.util.Objects;

/** Label selectors. */
final class Selectors {

  private Selectors() {}

  static Map<String, String> labels(ObjectMeta metadata) {
    return Objects.requireNonNullElse(metadata.getLabels(), Map.of());
  }

  /** An empty selector matches everything. */
  static boolean matches(LabelSelector selector, Map<String, String> labels) {
    var exact = Objects.requireNonNullElse(selector.getMatchLabels(), Map.<String, String>of());
    return exact.entrySet().stream()
            .allMatch(label -> label.getValue().equals(labels.get(label.getKey())))
        && selector.getMatchExpressions().stream().allMatch(one -> matches(one, labels));
  }

  private static boolean matches(LabelSelectorRequirement requirement, Map<String, String> labels) {
    var value = labels.get(requirement.getKey());
    return switch (requirement.getOperator()) {
      case "In" -> value != null && requirement.getValues().contains(value);
      case "NotIn" -> value == null || !requirement.getValues().contains(value);
      case "Exists" -> value != null;
      case "DoesNotExist" -> value == null;
      default -> throw new IllegalArgumentException(requirement.getOperator());
    };
  }
}
