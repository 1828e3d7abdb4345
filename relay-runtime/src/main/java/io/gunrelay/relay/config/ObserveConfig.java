package io.gunrelay.relay.config;

import java.net.URI;
import java.util.Optional;

/**
 * What is told of a relay's work beside metrics. {@link Option} says what each value means.
 *
 * @param tracingEndpoint empty when nothing is traced
 */
public record ObserveConfig(
    String accessLog,
    String auditLog,
    long logFileBytes,
    Optional<URI> tracingEndpoint,
    double tracingSampleRatio) {

  /** Nothing beside metrics. */
  public static final ObserveConfig OFF =
      new ObserveConfig("off", "off", 64 << 20, Optional.empty(), 0);

  static ObserveConfig of(Settings settings) {
    String endpoint = settings.text(Option.TRACING_ENDPOINT);
    return new ObserveConfig(
        settings.text(Option.ACCESS_LOG),
        settings.text(Option.AUDIT_LOG),
        Kind.Size.bytes(settings.text(Option.LOG_FILE_BYTES)),
        endpoint.isEmpty() ? Optional.empty() : Optional.of(URI.create(endpoint)),
        Double.parseDouble(settings.text(Option.TRACING_SAMPLE_RATIO)));
  }
}
