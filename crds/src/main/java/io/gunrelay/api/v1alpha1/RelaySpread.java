package io.gunrelay.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Over what the relays of a region are spread. Which pods are meant is the operator's to say. */
@Wire
@ValidationRule(
    value = "!has(self.minDomains) || self.whenUnsatisfiable == 'DoNotSchedule'",
    message =
        "topologySpreadConstraints[].minDomains needs whenUnsatisfiable DoNotSchedule: set it, or"
            + " remove minDomains",
    fieldPath = ".minDomains")
public record RelaySpread(
    @JsonPropertyDescription(
            "The label of nodes whose values are to have as many relays each, such as"
                + " topology.kubernetes.io/zone.")
        @Required
        @Size(min = 1, max = 316)
        @ValidationRule(
            value =
                "self.matches('^([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]*"
                    + "[A-Za-z0-9])?$')",
            message =
                "topologySpreadConstraints[].topologyKey must be a label of nodes, such as"
                    + " kubernetes.io/hostname")
        String topologyKey,
    @JsonPropertyDescription("By how many relays two values may differ.")
        @Default("1")
        @Min(1)
        @Max(100)
        Integer maxSkew,
    @JsonPropertyDescription(
            "What becomes of a relay that no node can have so: ScheduleAnyway, or DoNotSchedule, which"
                + " leaves it waiting.")
        @Default("ScheduleAnyway")
        WhenUnsatisfiable whenUnsatisfiable,
    @JsonPropertyDescription("How many values there must be at least, with DoNotSchedule.")
        @Min(1)
        @Max(100)
        @Nullable Integer minDomains) {

  public RelaySpread(
      String topologyKey,
      @Nullable Integer maxSkew,
      @Nullable WhenUnsatisfiable whenUnsatisfiable,
      @Nullable Integer minDomains) {
    this.topologyKey = topologyKey;
    this.maxSkew = maxSkew == null ? 1 : maxSkew;
    this.whenUnsatisfiable =
        whenUnsatisfiable == null ? WhenUnsatisfiable.ScheduleAnyway : whenUnsatisfiable;
    this.minDomains = minDomains;
  }
}
