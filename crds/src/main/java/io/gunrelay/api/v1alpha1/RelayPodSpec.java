package io.gunrelay.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Affinity;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How relays' pods are scheduled. */
@Wire
public record RelayPodSpec(
    @JsonPropertyDescription(
            "Labels that a node must have, in every region. Those of regions[].placement come to"
                + " them, and win where both name one.")
        @Size(max = 16)
        @Nullable Map<String, @Size(max = 63) String> nodeSelector,
    @JsonPropertyDescription(
            "Which nodes and which neighbours among the namespace's pods the relays need or prefer."
                + " It comes to the operator's preference for nodes of the region.")
        @Nullable Affinity affinity,
    @JsonPropertyDescription(
            "Taints that the relays bear. Only those that the operator's setting"
                + " GUNRELAY_ALLOWED_TAINTS has, by default none; and for how long a relay stays on a"
                + " node that is lost.")
        @Size(max = 16)
        @Nullable List<RelayToleration> tolerations,
    @JsonPropertyDescription(
            "How the relays of a region are spread. The operator's own are over zones and over hosts,"
                + " each as well as it goes; one of the same topologyKey takes the place of"
                + " the operator's.")
        @Size(max = 8)
        @Nullable List<RelaySpread> topologySpreadConstraints,
    @JsonPropertyDescription(
            "The PriorityClass of the pods. Only one that the operator's setting"
                + " GUNRELAY_ALLOWED_PRIORITY_CLASSES has, by default none. Absent: the cluster's"
                + " default.")
        @Size(min = 1, max = 253)
        @ValidationRule(
            value = "self.matches('" + NAME + "') && !self.startsWith('system-')",
            message =
                "podTemplate.spec.priorityClassName must be the name of a PriorityClass (see kubectl"
                    + " get priorityclasses), and none of those that begin with system-, which are for"
                    + " the cluster's own pods")
        @Nullable String priorityClassName,
    @JsonPropertyDescription(
            "The RuntimeClass of the pods. Only one that the operator's setting"
                + " GUNRELAY_ALLOWED_RUNTIME_CLASSES has, by default none. Absent: the nodes'"
                + " default.")
        @Size(min = 1, max = 253)
        @ValidationRule(
            value = "self.matches('" + NAME + "')",
            message =
                "podTemplate.spec.runtimeClassName must be the name of a RuntimeClass (see kubectl"
                    + " get runtimeclasses), such as gvisor")
        @Nullable String runtimeClassName,
    @JsonPropertyDescription(
            "Who schedules the pods. Only one that the operator's setting GUNRELAY_ALLOWED_SCHEDULERS"
                + " has, by default none. Absent: the cluster's default scheduler.")
        @Size(min = 1, max = 253)
        @ValidationRule(
            value = "self.matches('" + NAME + "')",
            message = "podTemplate.spec.schedulerName must be the name of a scheduler")
        @Nullable String schedulerName) {

  private static final String NAME = "^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$";

  public RelayPodSpec {
    nodeSelector = nodeSelector == null ? null : Map.copyOf(nodeSelector);
  }
}
