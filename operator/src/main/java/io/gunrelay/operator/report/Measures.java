package io.gunrelay.operator.report;

import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.api.v1alpha1.GunRelayClusterStatus;
import io.gunrelay.operator.apply.Outcome;
import io.gunrelay.operator.failover.Ruling;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** The operator's own metrics, beside those of the framework. */
public final class Measures {

  private final MeterRegistry registry;
  private final FailoverMeasures failovers;

  public Measures(MeterRegistry registry) {
    this.registry = registry;
    this.failovers = new FailoverMeasures(registry);
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

  /** Shows where the regions of a fleet stand now. */
  public void show(GunRelayCluster resource, Ruling failover) {
    failovers.show(resource, failover);
  }

  /** Counts a status that was written, and the switches that it is the first to tell of. */
  public void countStatus(GunRelayCluster former, GunRelayClusterStatus written) {
    registry.counter("gunrelay.operator.status.writes").increment();
    var before = former.getStatus();
    failovers.count(former, before == null ? null : before.failover(), written.failover());
  }

  /** Shows nothing of a fleet that is gone, or that another operator works for. */
  public void forget(GunRelayCluster resource) {
    failovers.forget(resource);
  }
}
