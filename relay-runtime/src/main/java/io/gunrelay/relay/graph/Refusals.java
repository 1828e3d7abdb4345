package io.gunrelay.relay.graph;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** Counts puts that are refused. Thread-safe. */
final class Refusals {
  private final Map<Refusal, LongAdder> counts = new EnumMap<>(Refusal.class);

  Refusals() {
    for (Refusal refusal : Refusal.values()) {
      counts.put(refusal, new LongAdder());
    }
  }

  void count(Refusal refusal) {
    Objects.requireNonNull(counts.get(refusal), "every refusal has a counter").increment();
  }

  /** How many there were of each. */
  Map<Refusal, Long> figures() {
    Map<Refusal, Long> figures = new EnumMap<>(Refusal.class);
    counts.forEach((refusal, count) -> figures.put(refusal, count.sum()));
    return figures;
  }
}
