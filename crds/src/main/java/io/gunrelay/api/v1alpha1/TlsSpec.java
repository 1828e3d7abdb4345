package io.gunrelay.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** Where the certificate of the entry comes from. */
@Wire
public record TlsSpec(
    @JsonPropertyDescription(
            "The Secret of type kubernetes.io/tls, in the resource's namespace, that holds the"
                + " certificate for the host.")
        @Required
        @Size(min = 1, max = 253)
        @ValidationRule(
            value = "self.matches('^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$')",
            message =
                "tls.secretName must be the name of a Secret in the same namespace: small letters,"
                    + " digits, dashes and dots, such as relay-tls")
        String secretName) {}
