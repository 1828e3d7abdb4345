package io.gunrelay.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** Clients of a region were led to another one. */
@Wire
public record SwitchStatus(
    @JsonPropertyDescription("Whose clients.") @Required String from,
    @JsonPropertyDescription("Where they were led.") @Required String to,
    @JsonPropertyDescription("Whether somebody asked for it.") @Nullable Boolean asked,
    @JsonPropertyDescription("Why: one line.") @Required String message,
    @JsonPropertyDescription("How long each part took.") @Required StopwatchStatus stopwatch) {}
