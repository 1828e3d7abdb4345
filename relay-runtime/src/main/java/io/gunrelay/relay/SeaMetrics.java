package io.gunrelay.relay;

import io.gunrelay.relay.sea.Reason;
import io.gunrelay.relay.sea.Sea;
import io.gunrelay.relay.sea.SeaFigures;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** Makes metrics of what SEA's checks say of themselves. */
final class SeaMetrics {
  private SeaMetrics() {}

  static void bind(Sea sea, MeterRegistry registry) {
    counter(
        registry,
        sea,
        "gunrelay.signatures.verified",
        "Signatures that were computed",
        SeaFigures::verified);
    counter(
        registry,
        sea,
        "gunrelay.signatures.recalled",
        "Signatures that were known to be good",
        SeaFigures::recalled);
    counter(
        registry,
        sea,
        "gunrelay.keys.expired",
        "Keys that were dropped because their soul says how old they may be",
        SeaFigures::expired);
    counter(
        registry,
        sea,
        "gunrelay.plaintext.values",
        "Values that were not ciphertext, while encryption is required or audited",
        SeaFigures::plaintext);
    for (Reason reason : Reason.values()) {
      FunctionCounter.builder(
              "gunrelay.keys.refused", sea, of -> of.figures().refused().getOrDefault(reason, 0L))
          .description("Keys that clients may not write")
          .tag("reason", reason.label())
          .register(registry);
    }
  }

  private static void counter(
      MeterRegistry registry,
      Sea sea,
      String name,
      String help,
      ToDoubleFunction<SeaFigures> figure) {
    FunctionCounter.builder(name, sea, of -> figure.applyAsDouble(of.figures()))
        .description(help)
        .register(registry);
  }
}
