package io.gunrelay.relay.limits;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
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

  private final MeterRegistry registry;
  // By scope, resource and action.
  private final Map<List<Enum<?>>, Counter> counters = new ConcurrentHashMap<>();

  /** All are there from the start on, so that rates can be computed of them. */
  LimitMetrics(MeterRegistry registry) {
    this.registry = registry;
    for (Scope scope : Scope.values()) {
      for (Resource rate : List.of(Resource.MESSAGES, Resource.BYTES)) {
        count(scope, rate, Action.TOLD, 0);
        count(scope, rate, Action.SLOWED, 0);
        count(scope, rate, Action.CLOSED, 0);
      }
    }
    count(Scope.RELAY, Resource.CONNECTION_RATE, Action.REFUSED, 0);
    count(Scope.RELAY, Resource.SUBSCRIPTIONS, Action.REFUSED, 0);
    count(Scope.ADDRESS, Resource.CONNECTIONS, Action.REFUSED, 0);
    count(Scope.ADDRESS, Resource.CONNECTION_RATE, Action.REFUSED, 0);
    count(Scope.ADDRESS, Resource.SUBSCRIPTIONS, Action.REFUSED, 0);
    count(Scope.ADDRESS, Resource.UNACKNOWLEDGED, Action.REFUSED, 0);
    count(Scope.ADDRESS, Resource.DEFERRED, Action.REFUSED, 0);
    count(Scope.KEY, Resource.DEFERRED, Action.REFUSED, 0);
  }

  void count(Scope scope, Resource resource, Action action) {
    count(scope, resource, action, 1);
  }

  private void count(Scope scope, Resource resource, Action action, int times) {
    counters
        .computeIfAbsent(List.of(scope, resource, action), what -> counter(scope, resource, action))
        .increment(times);
  }

  private Counter counter(Scope scope, Resource resource, Action action) {
    return Counter.builder("gunrelay.limited")
        .description("How often somebody reached a limit, and what was done about it")
        .tag("scope", scope.label())
        .tag("resource", resource.label())
        .tag("action", action.name().toLowerCase(Locale.ROOT))
        .register(registry);
  }
}
