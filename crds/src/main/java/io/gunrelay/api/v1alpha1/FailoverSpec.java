package io.gunrelay.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** What is done when a region is down. Has a meaning for fleets of several regions. */
@Wire
public record FailoverSpec(
    @JsonPropertyDescription(
            "Automatic: clients of a region that is down are led to another one. Manual: it is said"
                + " what would be done, and the annotation gunrelay.io/switch-to does it. Disabled:"
                + " neither; the annotation does nothing.")
        @Default("Automatic")
        FailoverMode mode,
    @JsonPropertyDescription(
            "ActiveActive: each region serves its own clients, and those of regions that are down."
                + " ActivePassive: one region serves all clients, the first of the list to begin"
                + " with.")
        @Default("ActiveActive")
        FailoverStrategy strategy,
    @JsonPropertyDescription(
            "For how many seconds the operator and most relays of other regions have to miss a"
                + " region, from the first missed heartbeat on, before it is taken for down.")
        @Default("" + Defaults.CONFIRM_SECONDS)
        @Min(2)
        @Max(600)
        Integer confirmSeconds,
    @JsonPropertyDescription(
            "Automatic: a region that is up and has caught up gets its clients back after"
                + " holdDownSeconds. Manual: the annotation gunrelay.io/switch-to does it.")
        @Default("Automatic")
        FailbackMode failback,
    @JsonPropertyDescription(
            "For how many seconds a region has to be up again before it gets its clients back by"
                + " itself.")
        @Default("" + Defaults.HOLD_DOWN_SECONDS)
        @Min(0)
        @Max(86_400)
        Integer holdDownSeconds,
    @JsonPropertyDescription(
            "How many times an hour clients are led elsewhere without anybody's wish. After that, the"
                + " annotation gunrelay.io/switch-to does it.")
        @Default("" + Defaults.SWITCHES_PER_HOUR)
        @Min(1)
        @Max(60)
        Integer maxSwitchesPerHour,
    @JsonPropertyDescription(
            "What relays do whose region is heard neither by the operator nor by most other regions,"
                + " before another region can take over. Acknowledgements: they acknowledge writes"
                + " only once another region has them. Writes: they refuse them. None: they go on"
                + " as spec.durability says.")
        @Default("Acknowledgements")
        Fencing fencing) {

  public FailoverSpec(
      @Nullable FailoverMode mode,
      @Nullable FailoverStrategy strategy,
      @Nullable Integer confirmSeconds,
      @Nullable FailbackMode failback,
      @Nullable Integer holdDownSeconds,
      @Nullable Integer maxSwitchesPerHour,
      @Nullable Fencing fencing) {
    this.mode = mode == null ? FailoverMode.Automatic : mode;
    this.strategy = strategy == null ? FailoverStrategy.ActiveActive : strategy;
    this.confirmSeconds = confirmSeconds == null ? Defaults.CONFIRM_SECONDS : confirmSeconds;
    this.failback = failback == null ? FailbackMode.Automatic : failback;
    this.holdDownSeconds = holdDownSeconds == null ? Defaults.HOLD_DOWN_SECONDS : holdDownSeconds;
    this.maxSwitchesPerHour =
        maxSwitchesPerHour == null ? Defaults.SWITCHES_PER_HOUR : maxSwitchesPerHour;
    this.fencing = fencing == null ? Fencing.Acknowledgements : fencing;
  }

  /** What an absent one means. */
  public static FailoverSpec usual() {
    return new FailoverSpec(null, null, null, null, null, null, null);
  }
}
