package io.gunrelay.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How new relays are judged beside those that they replace. */
@Wire
public record AnalysisSpec(
    @JsonPropertyDescription(
            "Over how many seconds both are compared. A step is held for at least as long.")
        @Default("" + Defaults.ANALYSIS_SECONDS)
        @Min(5)
        @Max(3600)
        Integer intervalSeconds,
    @JsonPropertyDescription(
            "With fewer clients on the new relays nothing can be said of them, save that they fail"
                + " outright.")
        @Default("" + Defaults.ANALYSIS_CLIENTS)
        @Min(0)
        @Max(1_000_000)
        Integer minClients,
    @JsonPropertyDescription(
            "For how many intervals in a row the new relays must fail before clients go back: what is"
                + " new takes a moment to warm up, and a disk may stall. Restarts count at once.")
        @Default("" + Defaults.FAILED_INTERVALS)
        @Min(1)
        @Max(100)
        Integer failedIntervals,
    @JsonPropertyDescription(
            "How many seconds after the hold a step waits until something can be said.")
        @Default("" + Defaults.INCONCLUSIVE_SECONDS)
        @Min(0)
        @Max(604_800)
        Integer inconclusiveSeconds,
    @JsonPropertyDescription(
            "What becomes of a step of which nothing could be said by then: Proceed, Wait for the"
                + " annotation gunrelay.io/promote, or RollBack.")
        @Default("Proceed")
        WhenInconclusive whenInconclusive,
    @JsonPropertyDescription("What is too much. What is left out has its default.") @Default("{}")
        ThresholdsSpec thresholds,
    @JsonPropertyDescription(
            "What is asked of Prometheus in each interval of a step, which the operator's setting"
                + " GUNRELAY_PROMETHEUS_URL leads to.")
        @Size(min = 1, max = 10)
        @Nullable List<AnalysisQuerySpec> queries,
    @JsonPropertyDescription("Who else is asked in each interval of a step.")
        @Size(min = 1, max = 10)
        @Nullable List<AnalysisWebhookSpec> webhooks) {

  public AnalysisSpec(
      @Nullable Integer intervalSeconds,
      @Nullable Integer minClients,
      @Nullable Integer failedIntervals,
      @Nullable Integer inconclusiveSeconds,
      @Nullable WhenInconclusive whenInconclusive,
      @Nullable ThresholdsSpec thresholds,
      @Nullable List<AnalysisQuerySpec> queries,
      @Nullable List<AnalysisWebhookSpec> webhooks) {
    this.intervalSeconds = intervalSeconds == null ? Defaults.ANALYSIS_SECONDS : intervalSeconds;
    this.minClients = minClients == null ? Defaults.ANALYSIS_CLIENTS : minClients;
    this.failedIntervals = failedIntervals == null ? Defaults.FAILED_INTERVALS : failedIntervals;
    this.inconclusiveSeconds =
        inconclusiveSeconds == null ? Defaults.INCONCLUSIVE_SECONDS : inconclusiveSeconds;
    this.whenInconclusive = whenInconclusive == null ? WhenInconclusive.Proceed : whenInconclusive;
    this.thresholds =
        thresholds == null
            ? new ThresholdsSpec(null, null, null, null, null, null, null)
            : thresholds;
    this.queries = queries;
    this.webhooks = webhooks;
  }

  /** What absent fields mean. */
  public static AnalysisSpec usual() {
    return new AnalysisSpec(null, null, null, null, null, null, null, null);
  }
}
