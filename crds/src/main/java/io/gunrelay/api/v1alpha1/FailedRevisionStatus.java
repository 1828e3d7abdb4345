package io.gunrelay.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** A revision that is not tried again until spec asks for another one. */
@Wire
public record FailedRevisionStatus(
    @JsonPropertyDescription("Its id.") @Required String revision,
    @JsonPropertyDescription("Its version.") @Required String version,
    @JsonPropertyDescription("Why clients were taken back from it.") @Required String message,
    @JsonPropertyDescription("When.") @Required String at,
    @JsonPropertyDescription(
            "What the annotation gunrelay.io/retry said then: another value tries it once more.")
        @Nullable String retry) {}
