package io.gunrelay.operator.fleet;

import java.util.Arrays;
import java.util.Locale;

/**
 * Which of a region's sets of relays: two stand side by side while clients are moved from one
 * revision to the next.
 */
public enum Colour {
  /** The only one where relays have volumes, which they keep from revision to revision. */
  NONE,
  BLUE,
  GREEN;

  /** In labels and names; empty for none. */
  public String label() {
    return this == NONE ? "" : name().toLowerCase(Locale.ROOT);
  }

  /** Ends the names of what belongs to it. */
  String suffix() {
    return this == NONE ? "" : "-" + label();
  }

  /** The one that the next revision gets. */
  public Colour other() {
    return this == BLUE ? GREEN : BLUE;
  }

  /** The one of a label's value; none for texts that are no colour. */
  public static Colour of(String label) {
    return Arrays.stream(values())
        .filter(colour -> colour.label().equals(label))
        .findFirst()
        .orElse(NONE);
  }
}
