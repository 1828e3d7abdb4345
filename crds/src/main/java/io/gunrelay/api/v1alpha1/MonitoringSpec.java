package io.gunrelay.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import org.jspecify.annotations.Nullable;

/** What is made for Prometheus. */
@Wire
public record MonitoringSpec(
    @JsonPropertyDescription(
            "Whether a ServiceMonitor is made, by which the Prometheus Operator finds the relays'"
                + " metrics. Where its CRD is not installed, nothing is made and a condition says"
                + " so.")
        @Default("true")
        Boolean serviceMonitor) {

  public MonitoringSpec(@Nullable Boolean serviceMonitor) {
    this.serviceMonitor = serviceMonitor == null || serviceMonitor;
  }
}
