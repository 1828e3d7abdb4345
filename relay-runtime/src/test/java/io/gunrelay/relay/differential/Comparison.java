package io.gunrelay.relay.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Two observations of the same exchanges, side by side. */
final class Comparison {
  private final List<KnownDifference> expected;
  private final Map<String, Integer> explained = new TreeMap<>();
  private final List<Difference> unexplained = new ArrayList<>();
  private int exchanges;

  /**
   * @param expected the first that explains a difference counts
   */
  Comparison(List<KnownDifference> expected) {
    this.expected = expected;
  }

  /** Adds what the reference made of an exchange, and what we made of it. */
  void add(Exchange exchange, Observation reference, Observation ours) {
    exchanges++;
    for (Aspect aspect : Aspect.values()) {
      for (Difference difference : differences(exchange, aspect, reference, ours)) {
        expected.stream()
            .filter(known -> known.explains().test(difference))
            .findFirst()
            .ifPresentOrElse(
                known -> explained.merge(known.situation(), 1, Integer::sum),
                () -> unexplained.add(difference));
      }
    }
  }

  int exchanges() {
    return exchanges;
  }

  /** How often each explanation was needed, by its situation. */
  Map<String, Integer> explained() {
    return explained;
  }

  List<Difference> unexplained() {
    return unexplained;
  }

  private static List<Difference> differences(
      Exchange exchange, Aspect aspect, Observation reference, Observation ours) {
    SortedMap<String, String> theirs = reference.in(aspect);
    SortedMap<String, String> mine = ours.in(aspect);
    TreeSet<String> names = new TreeSet<>(theirs.keySet());
    names.addAll(mine.keySet());
    List<Difference> differences = new ArrayList<>();
    for (String name : names) {
      String there = theirs.getOrDefault(name, Difference.NOTHING);
      String here = mine.getOrDefault(name, Difference.NOTHING);
      if (!there.equals(here)) {
        differences.add(new Difference(exchange, aspect, name, there, here));
      }
    }
    return differences;
  }
}
