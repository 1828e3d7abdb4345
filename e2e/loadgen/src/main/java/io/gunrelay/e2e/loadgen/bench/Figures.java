package io.gunrelay.e2e.loadgen.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was measured, of everybody and over all rounds. */
final class Figures {
  private final Map<Measure, Map<Contestant, List<Double>>> values = new EnumMap<>(Measure.class);

  void add(Measure measure, Contestant whose, double value) {
    values
        .computeIfAbsent(measure, m -> new EnumMap<>(Contestant.class))
        .computeIfAbsent(whose, c -> new ArrayList<>())
        .add(value);
  }

  /**
   * The middle one of what was measured, or of an even number the mean of the two in the middle.
   */
  Optional<Double> median(Measure measure, Contestant whose) {
    List<Double> sorted =
        new ArrayList<>(values.getOrDefault(measure, Map.of()).getOrDefault(whose, List.of()));
    if (sorted.isEmpty()) {
      return Optional.empty();
    }
    Collections.sort(sorted);
    int half = sorted.size() / 2;
    return Optional.of(
        sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2);
  }

  /** How many times better our relay is than another. */
  Optional<Double> advantage(Measure measure, Contestant other) {
    return median(measure, Contestant.GUN_RELAY)
        .flatMap(ours -> median(measure, other).map(theirs -> measure.ratio(ours, theirs)));
  }
}
