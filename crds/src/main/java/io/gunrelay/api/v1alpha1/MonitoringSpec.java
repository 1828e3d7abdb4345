package io.gunrelay.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import org.jspecify.annotations.Nullable;

/** What is told of the relays' work. */
@Wire
public record MonitoringSpec(
    @JsonPropertyDescription(
            "Whether a ServiceMonitor is made, by which the Prometheus Operator finds the relays'"
                + " metrics. Where its CRD is not installed, nothing is made and a condition says"
                + " so.")
        @Default("true")
        Boolean serviceMonitor,
    @JsonPropertyDescription(
            "How much relays log: Error, Warning, Info or Debug, each with those before it. Relays"
                + " take it without a restart.")
        @Default("Info")
        LogLevel logLevel) {

  public MonitoringSpec(@Nullable Boolean serviceMonitor, @Nullable LogLevel logLevel) {
    this.serviceMonitor = serviceMonitor == null || serviceMonitor;
    this.logLevel = logLevel == null ? LogLevel.Info : logLevel;
  }
}
