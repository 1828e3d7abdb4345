package io.gunrelay.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which region serves whose clients. */
@Wire
public record FailoverStatus(
    @JsonPropertyDescription("With the strategy ActivePassive: the region that serves all clients.")
        @Nullable String active,
    @JsonPropertyDescription("What the annotation gunrelay.io/switch-to said when it was done.")
        @Nullable String heeded,
    @JsonPropertyDescription("Where each region stands.")
        @Nullable List<FailoverRegionStatus> regions,
    @JsonPropertyDescription("The last ten switches, the latest first.")
        @Nullable List<SwitchStatus> switches) {}
