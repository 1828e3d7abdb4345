package io.gunrelay.relay.replication.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Set {@code -Dsimulation.seed=N} to run one seed, {@code -Dsimulation.seeds=N} to run more of
 * them.
 */
class SimulationTest {
  private static final int STEPS = 3_000;

  /** Nearly all are noticed by one of the first ten. */
  private static final int SEEDS_FOR_A_BROKEN_RULE = 1_000;

  @Test
  void relaysConvergeAndKeepWhatTheyAcknowledged() {
    Long only = Long.getLong("simulation.seed");
    long from = only == null ? 1 : only;
    long to = only == null ? Long.getLong("simulation.seeds", 500) : only;
    int acknowledgements = 0;
    for (long seed = from; seed <= to; seed++) {
      acknowledgements += run(seed, Mutation.NONE);
    }
    assertThat(acknowledgements).as("puts that were acknowledged").isGreaterThan((int) (to - from));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void aBrokenRuleIsNoticed(Mutation mutation) {
    for (long seed = 1; seed <= SEEDS_FOR_A_BROKEN_RULE; seed++) {
      try {
        run(seed, mutation);
      } catch (AssertionError noticed) {
        return;
      }
    }
    throw new AssertionError("nothing was noticed of " + mutation);
  }

  private static int run(long seed, Mutation mutation) {
    Simulation simulation = new Simulation(seed, mutation);
    try {
      simulation.run(STEPS);
    } catch (AssertionError e) {
      throw new AssertionError("with -Dsimulation.seed=" + seed + ": " + e.getMessage(), e);
    } catch (RuntimeException e) {
      throw new IllegalStateException("with -Dsimulation.seed=" + seed, e);
    }
    return simulation.acknowledgements();
  }
}
