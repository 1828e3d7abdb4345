package io.gunrelay.e2e.loadgen.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** What was measured of one relay, over all rounds. */
final class Figures {
  private final Map<Measure, List<Double>> values = new EnumMap<>(Measure.class);

  void add(Measure measure, double value) {
    values.computeIfAbsent(measure, m -> new ArrayList<>()).add(value);
  }

  /**
   * The middle one of what was measured, or of an even number the mean of the two in the middle.
   */
  OptionalDouble median(Measure measure) {
    List<Double> sorted = new ArrayList<>(values.getOrDefault(measure, List.of()));
    if (sorted.isEmpty()) {
      return OptionalDouble.empty();
    }
    Collections.sort(sorted);
    int half = sorted.size() / 2;
    return OptionalDouble.of(
        sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2);
  }
}
