package io.gunrelay.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** A rollout that has ended. */
@Wire
public record PastRolloutStatus(
    @JsonPropertyDescription("What it was to bring, by its id.") @Required String revision,
    @JsonPropertyDescription("The version of that.") @Required String version,
    @JsonPropertyDescription("The version before.") @Nullable String fromVersion,
    @JsonPropertyDescription("When it began.") @Required String startedAt,
    @JsonPropertyDescription("When it ended.") @Required String endedAt,
    @JsonPropertyDescription(
            "Completed; Failed: it was judged so; Aborted: somebody asked for it; Superseded: spec"
                + " asked for something else.")
        @Required
        RolloutOutcome outcome,
    @JsonPropertyDescription("Why it went back.") @Nullable String message) {}
