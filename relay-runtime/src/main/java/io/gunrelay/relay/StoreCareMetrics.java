package io.gunrelay.relay;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Metrics of what becomes of damaged stores. */
final class StoreCareMetrics {
  private StoreCareMetrics() {}

  static void bind(StoreCare care, MeterRegistry registry) {
    Gauge.builder("gunrelay.store.set.aside", care, StoreCare::setAside)
        .description("Damaged stores that were set aside and lie in the data folder")
        .register(registry);
    Gauge.builder("gunrelay.store.refilling", care, of -> of.isRefilling() ? 1 : 0)
        .description("1 while a new store is being filled in the place of a damaged one")
        .register(registry);
  }
}
