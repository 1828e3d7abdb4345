package io.gunrelay.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** One step of a rollout. */
@Wire
public record RolloutStepSpec(
    @JsonPropertyDescription(
            "How many of a region's connected clients the new relays have in this step, in percent.")
        @Required
        @Min(1)
        @Max(100)
        Integer clients,
    @JsonPropertyDescription(
            "For how many seconds the step is held once its clients are there. The new relays are"
                + " judged all the while.")
        @Default("0")
        @Min(0)
        @Max(604_800)
        Integer holdSeconds,
    @JsonPropertyDescription(
            "Whether the rollout waits after the hold until somebody lets it go on with the"
                + " annotation gunrelay.io/promote.")
        @Default("false")
        Boolean manual) {

  public RolloutStepSpec(Integer clients, @Nullable Integer holdSeconds, @Nullable Boolean manual) {
    this.clients = clients;
    this.holdSeconds = holdSeconds == null ? 0 : holdSeconds;
    this.manual = manual != null && manual;
  }
}
