package io.gunrelay.relay.live;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** What became of changes of the configuration file. Thread-safe. */
public final class ConfigMetrics {
  private final Counter used;
  private final Counter refused;
  private volatile boolean refusing;
  private volatile int awaitingRestart;

  public ConfigMetrics(MeterRegistry registry) {
    used = reloads(registry, "used");
    refused = reloads(registry, "refused");
    Gauge.builder("gunrelay.config.refused", this, of -> of.refusing ? 1 : 0)
        .description("1 while the configuration file cannot be used, and former values hold")
        .register(registry);
    Gauge.builder("gunrelay.config.awaiting.restart", this, of -> of.awaitingRestart)
        .description("Options that the configuration file has changed and that take a restart")
        .register(registry);
  }

  private static Counter reloads(MeterRegistry registry, String result) {
    return Counter.builder("gunrelay.config.reloads")
        .description("Changed configuration files that were taken into use or refused")
        .tag("result", result)
        .register(registry);
  }

  void used(int optionsAwaitingRestart) {
    used.increment();
    refusing = false;
    awaitingRestart = optionsAwaitingRestart;
  }

  void refused() {
    refused.increment();
    refusing = true;
  }

  void asBefore() {
    refusing = false;
  }
}
