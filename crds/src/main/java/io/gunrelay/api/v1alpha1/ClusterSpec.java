package io.gunrelay.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** The cluster that a region's objects live in, where it is not the resource's own. */
@Wire
public record ClusterSpec(
    @JsonPropertyDescription(
            "The Secret, in the resource's namespace, whose kubeconfig leads to the cluster. What it"
                + " holds may change at any time.")
        @Required
        KubeConfigSecretRef kubeConfigSecretRef,
    @JsonPropertyDescription(
            "The namespace there, which must exist. Absent: the one of the resource's name for its"
                + " own.")
        @Size(min = 1, max = 63)
        @ValidationRule(
            value = "self.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?$')",
            message =
                "regions[].cluster.namespace must be a namespace's name: small letters, digits and"
                    + " dashes")
        @Nullable String namespace) {}
