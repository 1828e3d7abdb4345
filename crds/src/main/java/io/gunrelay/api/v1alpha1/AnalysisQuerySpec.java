package io.gunrelay.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A query of Prometheus whose one value has to be within bounds. */
@Wire
@ValidationRule(
    value = "has(self.atMost) || has(self.atLeast)",
    message = "a query of rollout.analysis needs atMost, atLeast or both: nothing else can fail",
    fieldPath = ".expr")
@ValidationRule(
    value = "!has(self.atMost) || !has(self.atLeast) || self.atLeast <= self.atMost",
    message = "atLeast of a query must not be above its atMost: no value would do",
    fieldPath = ".atLeast")
public record AnalysisQuerySpec(
    @JsonPropertyDescription("What it is called in the verdict.")
        @Required
        @Size(min = 1, max = 63)
        @ValidationRule(
            value = "self.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?$')",
            message =
                "the name of a query must be small letters, digits and dashes, such as error-ratio")
        String name,
    @JsonPropertyDescription(
            "In PromQL, with one value as its result. $revision and $former stand for the ids of the"
                + " two revisions, which relays' metrics have as the label gunrelay_io_revision;"
                + " $namespace and $name for this resource's.")
        @Required
        @Size(min = 1, max = 4096)
        String expr,
    @JsonPropertyDescription("A value above fails.") @Nullable Double atMost,
    @JsonPropertyDescription("A value below fails.") @Nullable Double atLeast) {}
