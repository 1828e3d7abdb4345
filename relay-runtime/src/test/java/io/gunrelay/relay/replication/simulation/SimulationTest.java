package io.gunrelay.relay.replication.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Set {@code -Dsimulation.seed=N} to run one seed, {@code -Dsimulation.seeds=N} to run more of
 * them, {@code -Dsimulation.mutation=NAME} to run them with a broken rule, {@code
 * -Dsimulation.steps=N} to let more happen in each.
 */
class SimulationTest {
  private static final int STEPS = Integer.getInteger("simulation.steps", 3_000);
  private static final Mutation MUTATION =
      Mutation.valueOf(System.getProperty("simulation.mutation", "NONE"));

  /** Nearly all are noticed by one of the first ten; which one, changes with each change here. */
  private static final int SEEDS_FOR_A_BROKEN_RULE = 50;

  @Test
  void relaysConvergeAndKeepWhatTheyAcknowledged() {
    Long only = Long.getLong("simulation.seed");
    long from = only == null ? 1 : only;
    long to = only == null ? Long.getLong("simulation.seeds", 500) : only;
    int acknowledgements = 0;
    for (long seed = from; seed <= to; seed++) {
      acknowledgements += run(seed, MUTATION);
    }
    assertThat(acknowledgements).as("puts that were acknowledged").isGreaterThan((int) (to - from));
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {
        "NONE",
        // These take more than chance brings together in so few steps: SchedulesTest.
        "REMEMBER_WHAT_IS_KNOWN_BEYOND_THE_SESSION",
        "LEAVE_OUT_WHAT_IS_ABOVE_THE_VECTOR",
        "KEEP_CONFIRMATIONS_OF_ENDED_LINKS",
        "WAIT_FOR_TAGS_ABOVE_THE_VECTOR",
        "START_ANEW_AFTER_AN_OVERFLOW",
        "RETIRE_WHO_HAS_VALUES",
        "RETIRE_UNDER_VALUES_ABOVE_THE_VECTOR"
      })
  void aBrokenRuleIsNoticed(Mutation mutation) {
    for (long seed = 1; seed <= SEEDS_FOR_A_BROKEN_RULE; seed++) {
      try {
        new Simulation(seed, mutation, new Trace(false)).run(STEPS);
      } catch (AssertionError noticed) {
        return;
      }
    }
    throw new AssertionError("nothing was noticed of " + mutation);
  }

  private static int run(long seed, Mutation mutation) {
    Simulation simulation = new Simulation(seed, mutation, new Trace(false));
    try {
      simulation.run(STEPS);
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(
          """
          %s
          What came last:
          %s
          Once more:
          mvn -pl relay-runtime -am test -Dtest=SimulationTest#relays* \
          -Dsurefire.failIfNoSpecifiedTests=false \
          -Dsimulation.seed=%d -Dsimulation.mutation=%s -Dsimulation.steps=%d
          """
              .formatted(e.getMessage(), last(seed, mutation), seed, mutation, STEPS),
          e);
    }
    return simulation.acknowledgements();
  }

  /** The same once more, to look at: one seed does the same each time. */
  private static Trace last(long seed, Mutation mutation) {
    Trace trace = new Trace(true);
    assertThatCode(() -> new Simulation(seed, mutation, trace).run(STEPS))
        .isInstanceOfAny(AssertionError.class, RuntimeException.class);
    return trace;
  }
}
