package io.gunrelay.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** What may be put into one user's space, whoever sends it. An absent field is no limit. */
@Wire
public record KeyLimitsSpec(
    @JsonPropertyDescription("How many puts may come in a second.") @Min(1) @Max(1_000_000_000)
        @Nullable Integer messagesPerSecond,
    @JsonPropertyDescription("How many bytes may be put in a second.")
        @Min(1)
        @Max(1_000_000_000_000L)
        @Nullable Long bytesPerSecond,
    @JsonPropertyDescription(
            "How many bytes of puts from the future may be kept until they are due.")
        @Min(1)
        @Max(1_000_000_000_000L)
        @Nullable Long deferredBytes) {}
