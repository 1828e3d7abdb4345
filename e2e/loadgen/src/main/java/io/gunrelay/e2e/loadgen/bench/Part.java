package io.gunrelay.e2e.loadgen.bench;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The parts of the benchmark, in their order; each can be chosen by its name. */
public enum Part {
  START,
  PUTS,
  SEA,
  FANOUT,
  IDLE,
  TLS,
  POD,
  STORM,
  READS,
  REPLICATION,
  ACROSS,
  REFILL,
  CUT,
  FLEET;

  /** As on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The parts of a list of names.
   *
   * @param names separated by commas; empty for all
   * @throws IllegalArgumentException when there is no such part
   */
  public static Set<Part> chosen(String names) {
    if (names.isBlank()) {
      return EnumSet.allOf(Part.class);
    }
    Set<Part> chosen = EnumSet.noneOf(Part.class);
    for (String name : names.split(",", -1)) {
      chosen.add(
          Arrays.stream(values())
              .filter(part -> part.label().equals(name.strip()))
              .findFirst()
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "there is no part \"" + name.strip() + "\": choose of " + all())));
    }
    return chosen;
  }

  private static String all() {
    return Arrays.stream(values()).map(Part::label).collect(Collectors.joining(", "));
  }
}
