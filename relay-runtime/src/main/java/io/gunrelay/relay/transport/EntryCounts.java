package io.gunrelay.relay.transport;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.gunrelay.relay.clients.FleetEntries;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many clients are here by each host of the fleet's entries. Whatever a client claims to have
 * dialled, it is counted under a host that the configuration names, or under none. Thread-safe.
 */
final class EntryCounts {
  /** What metrics call the hosts that are none of the fleet's. */
  private static final String OTHER = "other";

  private final MeterRegistry registry;
  private final Map<String, LongAdder> clients = new ConcurrentHashMap<>();

  EntryCounts(MeterRegistry registry) {
    this.registry = registry;
    measured("", OTHER);
  }

  /** Clients may come by these from now on. */
  void know(FleetEntries entries) {
    entries.hosts().forEach(host -> measured(host, host));
  }

  private void measured(String host, String label) {
    Gauge.builder("gunrelay.clients.by.entry", counter(host), LongAdder::doubleValue)
        .description("Open WebSocket connections by the host that they came by")
        .tag("entry", label)
        .strongReference(true)
        .register(registry);
  }

  /** One came by a host of the fleet's, or by the empty text, which is any other. */
  void came(String host) {
    counter(host).increment();
  }

  void left(String host) {
    counter(host).decrement();
  }

  private LongAdder counter(String host) {
    return clients.computeIfAbsent(host, name -> new LongAdder());
  }

  /** Of each of the hosts. */
  Map<String, Long> of(FleetEntries entries) {
    return entries.hosts().stream()
        .collect(toUnmodifiableMap(host -> host, host -> Math.max(0, counter(host).sum())));
  }
}
