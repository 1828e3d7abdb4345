package io.gunrelay.e2e.loadgen.bench;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/** One part of the benchmark: starts a relay in an empty folder, loads it and notes figures. */
interface Section {
  /** Who takes part: ours alone, where nobody else has anything to compare. */
  default Set<Contestant> contestants() {
    return EnumSet.of(Contestant.GUN_RELAY);
  }

  /** Whether it takes so long, and differs so little, that one round is enough. */
  default boolean onceIsEnough() {
    return false;
  }

  /** Measures one of them once. */
  void run(Ground ground, Figures figures) throws IOException, InterruptedException;
}
