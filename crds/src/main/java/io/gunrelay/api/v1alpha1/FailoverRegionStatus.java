package io.gunrelay.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where one region stands. */
@Wire
public record FailoverRegionStatus(
    @JsonPropertyDescription("The region's name.") @Required String name,
    @JsonPropertyDescription(
            "Healthy: it serves its clients. Suspected: observers agree that it is down, not yet for"
                + " long enough. Confirmed: it is down, and nothing was moved. Switching: its clients"
                + " are being led to another region. FailedOver: another region serves them."
                + " Recovering: it is up again and watched. FailingBack: it gets them back.")
        @Required
        FailoverPhase phase,
    @JsonPropertyDescription("Since when.") @Required String since,
    @JsonPropertyDescription("The region that serves its clients. Absent: it does.")
        @Nullable String servedBy,
    @JsonPropertyDescription(
            "What it is to have of its clients while it gets them back, in percent.")
        @Nullable Integer share,
    @JsonPropertyDescription("Whether somebody asked for the switch.") @Nullable Boolean asked,
    @JsonPropertyDescription("What is the matter with it: one line. Absent: nothing.")
        @Nullable String message,
    @JsonPropertyDescription("Of a region in doubt: the stopwatch.")
        @Nullable StopwatchStatus stopwatch,
    @JsonPropertyDescription(
            "What is the matter with it and moves nobody, the gravest first, once it has lasted for"
                + " confirmSeconds and until it has been over for half a minute. Absent: nothing.")
        @Nullable List<RemarkStatus> remarks) {}
