package io.gunrelay.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** What the clients of one address may do together. An absent field is no limit. */
@Wire
public record AddressLimitsSpec(
    @JsonPropertyDescription("How many connections may be open.") @Min(1) @Max(1_000_000_000)
        @Nullable Integer connections,
    @JsonPropertyDescription("How many connections may be opened in a second.")
        @Min(1)
        @Max(1_000_000_000)
        @Nullable Integer connectionsPerSecond,
    @JsonPropertyDescription("How many messages may be sent in a second.")
        @Min(1)
        @Max(1_000_000_000)
        @Nullable Integer messagesPerSecond,
    @JsonPropertyDescription("How many bytes of messages may be sent in a second.")
        @Min(1)
        @Max(1_000_000_000_000L)
        @Nullable Long bytesPerSecond,
    @JsonPropertyDescription("How many souls and keys may be subscribed to.")
        @Min(1)
        @Max(1_000_000_000)
        @Nullable Integer subscriptions,
    @JsonPropertyDescription("How many bytes of puts may wait for the disk.")
        @Min(1)
        @Max(1_000_000_000_000L)
        @Nullable Long unacknowledgedBytes,
    @JsonPropertyDescription(
            "How many bytes of puts from the future may be kept until they are due.")
        @Min(1)
        @Max(1_000_000_000_000L)
        @Nullable Long deferredBytes) {}
