package io.gunrelay.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** By which nodes get the relays' image from a registry that asks who they are. */
@Wire
public record ImagePullSecret(
    @JsonPropertyDescription("The Secret's name.")
        @Required
        @Size(min = 1, max = 253)
        @ValidationRule(
            value = "self.matches('^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$')",
            message =
                "imagePullSecrets[].name must be the name of a Secret of the type"
                    + " kubernetes.io/dockerconfigjson in the resource's namespace, such as registry")
        String name) {}
