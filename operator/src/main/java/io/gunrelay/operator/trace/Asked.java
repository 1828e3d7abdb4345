package io.gunrelay.operator.trace;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is asked for by OpenTelemetry's own variables.
 *
 * @param environment variables of the process by their names
 */
record Asked(Map<String, String> environment) {

  private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
  private static final String TRACES_ENDPOINT = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";
  private static final String ATTRIBUTES = "OTEL_RESOURCE_ATTRIBUTES";
  private static final String SERVICE = "gunrelay-operator";
  private static final String DISABLED = "OTEL_SDK_DISABLED";

  /** Whether there is somewhere to send traces. */
  boolean isOn() {
    return !endpoint().isEmpty() && !"true".equalsIgnoreCase(given(DISABLED).strip());
  }

  /** Where they go, as it is set; empty when it is not. */
  String endpoint() {
    return Stream.of(TRACES_ENDPOINT, ENDPOINT)
        .map(name -> given(name).strip())
        .filter(value -> !value.isEmpty())
        .findFirst()
        .orElse("");
  }

  /** What is asked for and cannot be had; empty when there is nothing. */
  Optional<String> refusal() {
    return Stream.of("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL")
        .filter(name -> given(name).strip().equals("grpc"))
        .map(name ->
            name + " is grpc, and the operator speaks http/protobuf alone, mostly at port 4318")
        .findFirst();
  }

  private String given(String name) {
    return environment.getOrDefault(name, "");
  }

  /**
   * The same as OpenTelemetry's properties. The operator speaks OTLP by HTTP unless it is told
   * otherwise, and its metrics and log go other ways whatever is set for all processes.
   */
  Map<String, String> properties(Traces.Self self) {
    var properties = new LinkedHashMap<String, String>();
    properties.put("otel.exporter.otlp.protocol", "http/protobuf");
    environment.forEach((name, value) -> {
      if (name.startsWith("OTEL_")) {
        properties.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), value);
      }
    });
    // What is named twice is what it is called last.
    properties.put(
        "otel.resource.attributes",
        "service.name=%s,service.version=%s,service.instance.id=%s,%s"
            .formatted(SERVICE, self.version(), self.instance(), given(ATTRIBUTES)));
    properties.put("otel.metrics.exporter", "none");
    properties.put("otel.logs.exporter", "none");
    return properties;
  }
}
