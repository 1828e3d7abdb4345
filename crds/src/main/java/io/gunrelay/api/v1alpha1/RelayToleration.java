package io.gunrelay.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A taint of nodes that relays bear. */
@Wire
@ValidationRule(
    value = "self.operator == 'Equal' || !has(self.value)",
    message =
        "podTemplate.spec.tolerations[].value has no effect with operator Exists: remove it, or set"
            + " operator Equal",
    fieldPath = ".value")
@ValidationRule(
    value = "!has(self.tolerationSeconds) || (has(self.effect) && self.effect == 'NoExecute')",
    message =
        "podTemplate.spec.tolerations[].tolerationSeconds needs effect NoExecute: set it, or remove"
            + " tolerationSeconds",
    fieldPath = ".tolerationSeconds")
@ValidationRule(
    value =
        "!self.key.startsWith('node.kubernetes.io/') || (self.key in"
            + " ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'] &&"
            + " has(self.tolerationSeconds))",
    message =
        "podTemplate.spec.tolerations[] may name of the taints of node.kubernetes.io/ not-ready and"
            + " unreachable only, with tolerationSeconds, or relays would stay on nodes that are"
            + " lost, drained or full",
    fieldPath = ".key")
public record RelayToleration(
    @JsonPropertyDescription("The taint's key. A toleration of all taints is none to have.")
        @Required
        @Size(min = 1, max = 316)
        @ValidationRule(
            value = "!self.startsWith('node-role.kubernetes.io/')",
            message =
                "podTemplate.spec.tolerations[].key must not begin with node-role.kubernetes.io/, as"
                    + " such nodes are the control plane's: remove the toleration")
        String key,
    @JsonPropertyDescription("Equal: the taint has this value. Exists: whatever its value.")
        @Default("Equal")
        TolerationOperator operator,
    @JsonPropertyDescription("The taint's value, with operator Equal.") @Size(max = 63)
        @Nullable String value,
    @JsonPropertyDescription("The taint's effect. Absent: every effect.")
        @Nullable TaintEffect effect,
    @JsonPropertyDescription(
            "For how many seconds a relay stays on a node that gets the taint, with effect NoExecute."
                + " Absent: for good.")
        @Min(0)
        @Max(86_400)
        @Nullable Long tolerationSeconds) {

  public RelayToleration(
      String key,
      @Nullable TolerationOperator operator,
      @Nullable String value,
      @Nullable TaintEffect effect,
      @Nullable Long tolerationSeconds) {
    this.key = key;
    this.operator = operator == null ? TolerationOperator.Equal : operator;
    this.value = value;
    this.effect = effect;
    this.tolerationSeconds = tolerationSeconds;
  }
}
