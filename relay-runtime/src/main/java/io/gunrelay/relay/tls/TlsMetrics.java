package io.gunrelay.relay.tls;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;

/** What the TLS of one port counts. Thread-safe. */
final class TlsMetrics {
  private static final String PORT = "port";
  private static final String RESULT = "result";

  private final Counter reloaded;
  private final Counter refused;
  private final Counter secured;
  private final Counter failed;
  private volatile double validUntilSeconds = Double.NaN;

  TlsMetrics(MeterRegistry registry, String port) {
    reloaded = reloads(registry, port, "used");
    refused = reloads(registry, port, "refused");
    secured = handshakes(registry, port, "secured");
    failed = handshakes(registry, port, "failed");
    Gauge.builder("gunrelay.tls.certificate.valid.until.seconds", this, of -> of.validUntilSeconds)
        .description("When the certificate in use ends, in seconds since 1970; NaN without TLS")
        .tag(PORT, port)
        .register(registry);
  }

  private static Counter reloads(MeterRegistry registry, String port, String result) {
    return Counter.builder("gunrelay.tls.reloads")
        .description("Changed certificates that were taken into use or refused")
        .tag(PORT, port)
        .tag(RESULT, result)
        .register(registry);
  }

  private static Counter handshakes(MeterRegistry registry, String port, String result) {
    return Counter.builder("gunrelay.tls.handshakes")
        .description("TLS handshakes that were completed or failed")
        .tag(PORT, port)
        .tag(RESULT, result)
        .register(registry);
  }

  void reloaded() {
    reloaded.increment();
  }

  void refused() {
    refused.increment();
  }

  void handshake(boolean good) {
    (good ? secured : failed).increment();
  }

  void validUntil(Instant end) {
    validUntilSeconds = end.getEpochSecond();
  }
}
