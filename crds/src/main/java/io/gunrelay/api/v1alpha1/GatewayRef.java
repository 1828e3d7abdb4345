package io.gunrelay.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A Gateway that somebody else made. */
@Wire
public record GatewayRef(
    @JsonPropertyDescription("The Gateway's name.")
        @Required
        @Size(min = 1, max = 63)
        @ValidationRule(
            value = "self.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?$')",
            message = "gatewayRef.name must be the name of a Gateway, such as public")
        String name,
    @JsonPropertyDescription(
            "The Gateway's namespace, whose listeners must let routes of this one in. Absent: the"
                + " resource's own.")
        @Size(min = 1, max = 63)
        @ValidationRule(
            value = "self.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?$')",
            message = "gatewayRef.namespace must be a namespace's name")
        @Nullable String namespace,
    @JsonPropertyDescription(
            "The listener to use. Absent: every one of the Gateway that has the hosts.")
        @Size(min = 1, max = 253)
        @ValidationRule(
            value = "self.matches('^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$')",
            message = "gatewayRef.sectionName must be the name of one of the Gateway's listeners")
        @Nullable String sectionName) {}
