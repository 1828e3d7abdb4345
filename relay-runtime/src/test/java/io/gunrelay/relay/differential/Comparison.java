package io.gunrelay.relay.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Two observations of the same exchanges, side by side. */
final class Comparison {
  private static final String NOTHING = "nothing";

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
    List<Difference> differences = new ArrayList<>();
    compareEach(exchange, Aspect.ANSWER, reference.answers(), ours.answers(), differences);
    compareEach(exchange, Aspect.FOUND, reference.found(), ours.found(), differences);
    compareEach(exchange, Aspect.STORED, reference.stored(), ours.stored(), differences);
    compareEach(exchange, Aspect.RELAYED, reference.relayed(), ours.relayed(), differences);
    compare(
        exchange,
        Aspect.COMPLAINTS,
        "",
        String.valueOf(reference.complaints()),
        String.valueOf(ours.complaints()),
        differences);
    for (Difference difference : differences) {
      expected.stream()
          .filter(known -> known.explains().test(difference))
          .findFirst()
          .ifPresentOrElse(
              known -> explained.merge(known.situation(), 1, Integer::sum),
              () -> unexplained.add(difference));
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

  private static void compareEach(
      Exchange exchange,
      Aspect aspect,
      SortedMap<String, String> reference,
      SortedMap<String, String> ours,
      List<Difference> differences) {
    TreeSet<String> names = new TreeSet<>(reference.keySet());
    names.addAll(ours.keySet());
    for (String name : names) {
      compare(
          exchange,
          aspect,
          name,
          reference.getOrDefault(name, NOTHING),
          ours.getOrDefault(name, NOTHING),
          differences);
    }
  }

  private static void compare(
      Exchange exchange,
      Aspect aspect,
      String of,
      String reference,
      String ours,
      List<Difference> differences) {
    if (!reference.equals(ours)) {
      differences.add(new Difference(exchange, aspect, of, reference, ours));
    }
  }
}
