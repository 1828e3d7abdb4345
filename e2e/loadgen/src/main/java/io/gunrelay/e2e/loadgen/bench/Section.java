package io.gunrelay.e2e.loadgen.bench;

import java.io.IOException;
import java.util.Set;

/** One part of the benchmark: starts a relay in an empty folder, loads it and notes figures. */
interface Section {
  /** Who takes part. */
  Set<Contestant> contestants();

  /** Whether it takes so long, and differs so little, that one round is enough. */
  default boolean onceIsEnough() {
    return false;
  }

  /** Measures one of them once. */
  void run(Ground ground, Figures figures) throws IOException, InterruptedException;
}
