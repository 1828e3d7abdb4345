package io.gunrelay.e2e.loadgen.bench;

import java.util.Locale;
import java.util.Optional;

/** What a line of the table is to reach. */
sealed interface Aim {
  /** As the table says it. */
  String text();

  /** Whether it is reached; empty when what it compares with was not measured. */
  Optional<Boolean> met(Figures figures, Measure measure);

  /** An advantage over another. */
  record Times(Contestant other, double factor) implements Aim {
    @Override
    public String text() {
      return "≥ " + number(factor) + " × " + other.label();
    }

    @Override
    public Optional<Boolean> met(Figures figures, Measure measure) {
      return figures.advantage(measure, other).map(advantage -> advantage >= factor);
    }
  }

  /** A bound in the line's own unit. */
  record AtMost(double bound) implements Aim {
    @Override
    public String text() {
      return "≤ " + number(bound);
    }

    @Override
    public Optional<Boolean> met(Figures figures, Measure measure) {
      return figures.median(measure, Contestant.GUN_RELAY).map(value -> value <= bound);
    }
  }

  /** The same from below. */
  record AtLeast(double bound) implements Aim {
    @Override
    public String text() {
      return "≥ " + number(bound);
    }

    @Override
    public Optional<Boolean> met(Figures figures, Measure measure) {
      return figures.median(measure, Contestant.GUN_RELAY).map(value -> value >= bound);
    }
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, value < 1 ? "%.2f" : "%.1f", value);
  }
}
