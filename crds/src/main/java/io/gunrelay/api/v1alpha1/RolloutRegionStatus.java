package io.gunrelay.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** How far a rollout is in one region. */
@Wire
public record RolloutRegionStatus(
    @JsonPropertyDescription("The region's name.") @Required String name,
    @JsonPropertyDescription(
            "What the new relays are to have of its connected clients, in percent.")
        Integer targetPercent,
    @JsonPropertyDescription("Clients of the new relays.") @Nullable Long clients,
    @JsonPropertyDescription("Clients of the former relays.") @Nullable Long formerClients,
    @JsonPropertyDescription("How many relays the region had when the rollout began.")
        @Nullable Integer relays) {}
