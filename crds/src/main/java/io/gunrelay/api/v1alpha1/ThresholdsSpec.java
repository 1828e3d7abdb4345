package io.gunrelay.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/**
 * What of new relays is too much. Percentages of increase are beside the former relays over the
 * same time, so that a busy hour is no fault of a new version.
 */
@Wire
public record ThresholdsSpec(
    @JsonPropertyDescription(
            "Puts that are refused or answered with an error, in percent of all, above the former"
                + " relays' share.")
        @Default("" + Defaults.REFUSED_PERCENT)
        @Min(0)
        @Max(100)
        Integer refusedPercent,
    @JsonPropertyDescription(
            "Median and 99th percentile of the time from a put's arrival to its acknowledgement: the"
                + " increase in percent. A median below 50 ms and a 99th percentile below 250 ms are"
                + " never too long.")
        @Default("" + Defaults.LATENCY_INCREASE_PERCENT)
        @Min(0)
        @Max(10_000)
        Integer latencyIncreasePercent,
    @JsonPropertyDescription(
            "Connections that were refused or closed by the relay for an error, in percent of those"
                + " that were opened, above the former relays' share.")
        @Default("" + Defaults.FAILED_CONNECTIONS_PERCENT)
        @Min(0)
        @Max(100)
        Integer failedConnectionsPercent,
    @JsonPropertyDescription("How many seconds a relay may be behind the others.")
        @Default("" + Defaults.LAG_SECONDS)
        @Min(1)
        @Max(3600)
        Integer lagSeconds,
    @JsonPropertyDescription("How often relays may have started again since the rollout began.")
        @Default("0")
        @Min(0)
        @Max(1000)
        Integer restarts,
    @JsonPropertyDescription("Processor time for a client: the increase in percent.")
        @Default("" + Defaults.USE_INCREASE_PERCENT)
        @Min(0)
        @Max(10_000)
        Integer cpuIncreasePercent,
    @JsonPropertyDescription(
            "Memory of the process: the increase in percent. Memory for a client would tell little,"
                + " as the new relays have fewer clients in most steps.")
        @Default("" + Defaults.USE_INCREASE_PERCENT)
        @Min(0)
        @Max(10_000)
        Integer memoryIncreasePercent) {

  public ThresholdsSpec(
      @Nullable Integer refusedPercent,
      @Nullable Integer latencyIncreasePercent,
      @Nullable Integer failedConnectionsPercent,
      @Nullable Integer lagSeconds,
      @Nullable Integer restarts,
      @Nullable Integer cpuIncreasePercent,
      @Nullable Integer memoryIncreasePercent) {
    this.refusedPercent = refusedPercent == null ? Defaults.REFUSED_PERCENT : refusedPercent;
    this.latencyIncreasePercent =
        latencyIncreasePercent == null ? Defaults.LATENCY_INCREASE_PERCENT : latencyIncreasePercent;
    this.failedConnectionsPercent =
        failedConnectionsPercent == null
            ? Defaults.FAILED_CONNECTIONS_PERCENT
            : failedConnectionsPercent;
    this.lagSeconds = lagSeconds == null ? Defaults.LAG_SECONDS : lagSeconds;
    this.restarts = restarts == null ? 0 : restarts;
    this.cpuIncreasePercent =
        cpuIncreasePercent == null ? Defaults.USE_INCREASE_PERCENT : cpuIncreasePercent;
    this.memoryIncreasePercent =
        memoryIncreasePercent == null ? Defaults.USE_INCREASE_PERCENT : memoryIncreasePercent;
  }
}
