package io.gunrelay.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Another cluster that has, or is about to get, objects of the fleet. */
@Wire
public record ClusterStatus(
    @JsonPropertyDescription("The Secret whose kubeconfig leads to it.") @Required
        String secretName,
    @JsonPropertyDescription("The key in it.") @Required String secretKey,
    @JsonPropertyDescription("The namespace there.") @Required String namespace,
    @JsonPropertyDescription("Whether it answers.") @Nullable Boolean reachable,
    @JsonPropertyDescription("Why it does not, and what to do about it.") @Nullable String message,
    @JsonPropertyDescription("Where relays of other clusters reach those there.")
        @Nullable List<String> replicationEndpoints) {}
