package io.gunrelay.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rollout that is under way. */
@Wire
public record RolloutStatus(
    @JsonPropertyDescription("What it brings, by its id.") @Required String revision,
    @JsonPropertyDescription("The version of that.") @Required String version,
    @JsonPropertyDescription("What was there before, by its id.") @Required String fromRevision,
    @JsonPropertyDescription(
            "Starting: new relays are on their way. Shifting: clients are being moved. Judging: the"
                + " step is held and the new relays are judged. Draining: the last clients leave the"
                + " former relays. RollingBack: all clients go back.")
        @Required
        RolloutPhase phase,
    @JsonPropertyDescription("The step, counted from 1.") @Nullable Integer step,
    @JsonPropertyDescription("How many steps there are.") @Nullable Integer steps,
    @JsonPropertyDescription("Which regions it is about now, counted from 1.")
        @Nullable Integer group,
    @JsonPropertyDescription("When it began.") @Required String startedAt,
    @JsonPropertyDescription(
            "Since when it is in this phase; later by the time that it waited for regions that were"
                + " down.")
        @Required
        String since,
    @JsonPropertyDescription("Since when it waits for regions that are down.")
        @Nullable String waitingSince,
    @JsonPropertyDescription("When relays were last told to hand clients over.")
        @Nullable String movedAt,
    @JsonPropertyDescription("How many clients there were then.") @Nullable Long movedOf,
    @JsonPropertyDescription("How many of its clients each relay was told to hand over at most.")
        @Nullable Long pace,
    @JsonPropertyDescription("What it does or waits for: one line.") @Nullable String message,
    @JsonPropertyDescription("Of one that goes back: how it will have ended.")
        @Nullable RolloutOutcome outcome,
    @JsonPropertyDescription("Of one that goes back: why.") @Nullable String reason,
    @JsonPropertyDescription("Whether all clients go at once, to relays that were kept.")
        @Nullable Boolean direct,
    @JsonPropertyDescription("What is said of the new relays.") @Nullable RolloutVerdict verdict,
    @JsonPropertyDescription("How far each region is.")
        @Nullable List<RolloutRegionStatus> regions) {}
