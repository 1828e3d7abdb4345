package io.gunrelay.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How relays are replaced by those of another revision: another version, or other settings. */
@Wire
@ValidationRule(
    value = "!has(self.steps) || self.steps.map(s, s.clients).isSorted()",
    message = "rollout.steps must have more and more clients: put them in order",
    fieldPath = ".steps")
@ValidationRule(
    value = "!has(self.steps) || self.steps[self.steps.size() - 1].clients == 100",
    message = "rollout.steps must end with clients: 100, or the rollout would never end: add it",
    fieldPath = ".steps")
public record RolloutSpec(
    @JsonPropertyDescription(
            "BlueGreen: new relays stand beside the former ones, and connected clients are moved"
                + " over step by step and back at once if something is amiss. Rolling: one relay"
                + " after the other is replaced. Absent: BlueGreen, or Rolling with volumes.")
        @Nullable RolloutStrategy strategy,
    @JsonPropertyDescription(
            "RegionByRegion: one region goes through all steps, then the next. AllAtOnce: all go"
                + " through each step together.")
        @Default("RegionByRegion")
        RolloutOrder order,
    @JsonPropertyDescription("The region that goes first, alone. Absent: as order says.")
        @Size(min = 1, max = 20)
        @Nullable String canaryRegion,
    @JsonPropertyDescription(
            "Shares of the connected clients, and how long each is held. Absent: 10 percent for two"
                + " minutes, 50 for five, 100.")
        @Size(min = 1, max = 10)
        @Nullable List<RolloutStepSpec> steps,
    @JsonPropertyDescription(
            "For how many seconds the former relays are kept after a rollout, so that going back"
                + " needs no new ones.")
        @Default("" + Defaults.KEEP_PREVIOUS_SECONDS)
        @Min(0)
        @Max(604_800)
        Integer keepPreviousSeconds,
    @JsonPropertyDescription(
            "How many seconds the new relays may take to become ready. Then the rollout is given up.")
        @Default("" + Defaults.START_DEADLINE_SECONDS)
        @Min(30)
        @Max(86_400)
        Integer startDeadlineSeconds,
    @JsonPropertyDescription("How new relays are judged.") @Default("{}") AnalysisSpec analysis) {

  /** What absent steps mean. */
  private static final List<RolloutStepSpec> STEPS =
      List.of(
          new RolloutStepSpec(10, 120, null),
          new RolloutStepSpec(50, 300, null),
          new RolloutStepSpec(100, 0, null));

  public RolloutSpec(
      @Nullable RolloutStrategy strategy,
      @Nullable RolloutOrder order,
      @Nullable String canaryRegion,
      @Nullable List<RolloutStepSpec> steps,
      @Nullable Integer keepPreviousSeconds,
      @Nullable Integer startDeadlineSeconds,
      @Nullable AnalysisSpec analysis) {
    this.strategy = strategy;
    this.order = order == null ? RolloutOrder.RegionByRegion : order;
    this.canaryRegion = canaryRegion;
    this.steps = steps;
    this.keepPreviousSeconds =
        keepPreviousSeconds == null ? Defaults.KEEP_PREVIOUS_SECONDS : keepPreviousSeconds;
    this.startDeadlineSeconds =
        startDeadlineSeconds == null ? Defaults.START_DEADLINE_SECONDS : startDeadlineSeconds;
    this.analysis = analysis == null ? AnalysisSpec.usual() : analysis;
  }

  /** Those that are given, or what absent ones mean; at least one. */
  public List<RolloutStepSpec> stepsOrDefault() {
    return steps == null || steps.isEmpty() ? STEPS : steps;
  }
}
