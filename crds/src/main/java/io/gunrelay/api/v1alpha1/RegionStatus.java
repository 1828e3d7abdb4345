package io.gunrelay.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** One region as it is. */
@Wire
public record RegionStatus(
    @JsonPropertyDescription("The region's name.") @Required String name,
    @JsonPropertyDescription("Relays that exist, ready or not.") Integer replicas,
    @JsonPropertyDescription("Relays that take clients.") Integer readyReplicas,
    @JsonPropertyDescription(
            "Connected clients, as the relays report them. Absent: no relay has reported yet.")
        @Nullable Long clients,
    @JsonPropertyDescription("What stands in the way in this region. Absent: nothing.")
        @Nullable String message) {}
