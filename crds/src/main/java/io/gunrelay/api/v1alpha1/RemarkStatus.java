package io.gunrelay.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** Something is the matter with a region that by itself moves nobody. */
@Wire
public record RemarkStatus(
    @JsonPropertyDescription(
            "NotJudged: no relay of another region is heard of. CutFromOperator: relays of other"
                + " regions hear it, the operator does not. CutFromRegions: the other way round."
                + " EntryDoubtful: some observers could use its entry and some could not. OutOfDisk:"
                + " the disk of a relay is full. Overloaded: its relays have as many clients as they"
                + " may. Slow: a relay has lacked something for more than ten seconds. NoCapacity: no"
                + " node takes a relay. Flapping: it was lost sight of more than five times within"
                + " ten minutes.")
        @Required
        RegionImpairment name,
    @JsonPropertyDescription("Since when.") @Required String since,
    @JsonPropertyDescription("The same in words.") @Required String message) {}
