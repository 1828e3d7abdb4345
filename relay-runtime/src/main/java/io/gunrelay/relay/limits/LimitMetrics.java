package io.gunrelay.relay.limits;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what became of those who reached a limit. Thread-safe. */
final class LimitMetrics {
  /** What was done. */
  enum Action {
    REFUSED,
    TOLD,
    SLOWED,
    CLOSED
  }

  private record What(Scope scope, Resource resource, Action action) {}

  private final MeterRegistry registry;
  private final Map<What, Counter> counters = new ConcurrentHashMap<>();

  LimitMetrics(MeterRegistry registry) {
    this.registry = registry;
    // So that the name is there from the start on.
    counter(new What(Scope.ADDRESS, Resource.CONNECTIONS, Action.REFUSED));
  }

  void count(Scope scope, Resource resource, Action action) {
    counters.computeIfAbsent(new What(scope, resource, action), this::counter).increment();
  }

  private Counter counter(What what) {
    return Counter.builder("gunrelay.limited")
        .description("How often somebody reached a limit, and what was done about it")
        .tag("scope", what.scope().label())
        .tag("resource", what.resource().label())
        .tag("action", what.action().name().toLowerCase(Locale.ROOT))
        .register(registry);
  }
}
