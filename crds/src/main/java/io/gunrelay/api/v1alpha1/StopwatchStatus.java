package io.gunrelay.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** How long each part of a switch took. */
@Wire
public record StopwatchStatus(
    @JsonPropertyDescription(
            "When the first heartbeat of the region was missed; of a switch that somebody asked for:"
                + " when that was seen.")
        @Required
        String missed,
    @JsonPropertyDescription("When that was noticed.") @Nullable String suspected,
    @JsonPropertyDescription("When the region was taken for down.") @Nullable String confirmed,
    @JsonPropertyDescription(
            "When its relays acknowledged nothing by themselves any more, as far as can be known.")
        @Nullable String fenced,
    @JsonPropertyDescription("When it was decided to lead its clients elsewhere.")
        @Nullable String switched,
    @JsonPropertyDescription("When an observer wrote and read by the region's entry again.")
        @Nullable String verified) {}
