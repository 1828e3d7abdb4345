package io.gunrelay.operator.report;

import io.gunrelay.operator.apply.Outcome;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** The operator's own metrics, beside those of the framework. */
public final class Measures {

  private final MeterRegistry registry;

  public Measures(MeterRegistry registry) {
    this.registry = registry;
  }

  public void count(Outcome outcome) {
    for (var change : outcome.changes()) {
      registry
          .counter(
              "gunrelay.operator.writes",
              "verb",
              change.verb().name().toLowerCase(Locale.ROOT),
              "kind",
              change.object().kind().getSimpleName())
          .increment();
    }
    for (var failure : outcome.failures()) {
      registry
          .counter(
              "gunrelay.operator.failures",
              "cause",
              failure.cause().name().toLowerCase(Locale.ROOT),
              "kind",
              failure.object().kind().getSimpleName())
          .increment();
    }
  }

  /** Counts an order to a relay to hand clients over. */
  public void countHandOver(boolean taken) {
    registry
        .counter("gunrelay.operator.rebalancing.orders", "result", taken ? "taken" : "refused")
        .increment();
  }

  /** Counts an order to a relay to hand clients over, as a rollout asks for it. */
  public void countMove(boolean taken) {
    registry
        .counter("gunrelay.operator.rollout.orders", "result", taken ? "taken" : "refused")
        .increment();
  }

  public void countStatus() {
    registry.counter("gunrelay.operator.status.writes").increment();
  }
}
