package io.gunrelay.relay;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Metrics of how the store is looked after. */
final class StoreCareMetrics {
  private static final double MILLIS = 1e3;

  private StoreCareMetrics() {}

  static void bind(StoreCare care, MeterRegistry registry) {
    Gauge.builder("gunrelay.store.damaged", care, of -> of.isDamaged() ? 1 : 0)
        .description("1 once the store that is in use was found to be damaged")
        .register(registry);
    Gauge.builder("gunrelay.store.set.aside", care, StoreCare::setAside)
        .description("Damaged stores that were set aside and lie in the data folder")
        .register(registry);
    Gauge.builder("gunrelay.store.refilling", care, of -> of.isRefilling() ? 1 : 0)
        .description("1 while a new store is being filled in the place of a damaged one")
        .register(registry);
    FunctionCounter.builder("gunrelay.store.scrubbed.bytes", care, StoreCare::scrubbedBytes)
        .description("Bytes of tables that were read in the background and were well")
        .register(registry);
    Gauge.builder(
            "gunrelay.store.scrubbed.at.seconds", care, of -> of.scrubbed().toEpochMilli() / MILLIS)
        .description("When all tables had last been read and were well, as Unix time; 0 before")
        .register(registry);
  }
}
