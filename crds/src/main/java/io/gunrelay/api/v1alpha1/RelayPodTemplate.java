package io.gunrelay.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/**
 * What pods of relays have beside what the operator gives them.
 *
 * <p>Named as in Kubernetes, and only what changes neither what runs in the pod nor whom it is
 * taken for: no containers, volumes, environment, host namespaces, security contexts, service
 * accounts. {@code docs/decisions/pod-overrides.md} says why.
 */
@Wire
public record RelayPodTemplate(
    @JsonPropertyDescription("Labels and annotations of the pods.")
        @Nullable RelayPodMetadata metadata,
    @JsonPropertyDescription("How the pods are scheduled.") @Nullable RelayPodSpec spec) {}
