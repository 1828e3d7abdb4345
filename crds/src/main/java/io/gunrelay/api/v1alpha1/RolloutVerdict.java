package io.gunrelay.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is said of new relays beside the former ones. */
@Wire
public record RolloutVerdict(
    @JsonPropertyDescription("Pass, Fail or Inconclusive.") @Required VerdictResult result,
    @JsonPropertyDescription("Why, in one line.") @Nullable String message,
    @JsonPropertyDescription(
            "What it rests on, such as 'latency p99: 12 ms, before 11 ms, at most 50 ms'.")
        @Nullable List<String> figures,
    @JsonPropertyDescription("Since when the new relays fail.") @Nullable String failingSince) {}
