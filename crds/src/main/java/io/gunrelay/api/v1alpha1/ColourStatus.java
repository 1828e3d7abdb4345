package io.gunrelay.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** One of the sets of relays that a region has while versions change. */
@Wire
public record ColourStatus(
    @JsonPropertyDescription(
            "Blue or green; absent of relays with volumes, which have no second set beside them.")
        @Nullable String colour,
    @JsonPropertyDescription(
            "Serving: takes clients. Candidate: on its way to. Previous: kept to go back to.")
        @Required
        ColourRole role,
    @JsonPropertyDescription("What its relays are, by its id.") @Required String revision,
    @JsonPropertyDescription("Their version.") @Required String version,
    @JsonPropertyDescription("Of previous ones: until when they are kept.") @Nullable String until,
    @JsonPropertyDescription("What its relays are, in full, for the operator.")
        @Nullable String template) {}
