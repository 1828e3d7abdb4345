package io.gunrelay.relay.replication.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Set {@code -Dsimulation.region.seed=N} to run one seed, {@code -Dsimulation.region.seeds=N} to
 * run more of them, {@code -Dsimulation.region.broken=NAME} to run them with broken links.
 */
class RegionSimulationTest {
  private static final int FAULTS = 12;
  private static final BrokenLinks BROKEN =
      BrokenLinks.valueOf(System.getProperty("simulation.region.broken", "NONE"));
  private static final int SEEDS_FOR_BROKEN_LINKS = 50;

  @Test
  void regionsStayLinkedAndLoseNothing() {
    Long only = Long.getLong("simulation.region.seed");
    long from = only == null ? 1 : only;
    long to = only == null ? Long.getLong("simulation.region.seeds", 40) : only;
    for (long seed = from; seed <= to; seed++) {
      assertThat(run(seed, BROKEN)).as("puts acknowledged with seed " + seed).isPositive();
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void brokenLinksAreNoticed(BrokenLinks broken) {
    for (long seed = 1; seed <= SEEDS_FOR_BROKEN_LINKS; seed++) {
      try {
        RegionSimulation.of(seed, broken, new Trace(false)).run(FAULTS);
      } catch (AssertionError noticed) {
        return;
      }
    }
    throw new AssertionError("nothing was noticed of " + broken);
  }

  @Test
  void whoEndsIsReplacedAtOnce() {
    RegionSimulation simulation = atRest();
    SimRelay first = simulation.relays().getFirst();
    Set<SimRelay> lost = simulation.takenFrom(first);
    lost.forEach(simulation::crash);
    simulation.pass(5 * RegionSimulation.TICK_MS);
    assertThat(simulation.takenFrom(first)).hasSize(1).doesNotContainAnyElementsOf(lost);
  }

  @Test
  void whoFallsSilentIsReplacedAfterTheSilence() {
    RegionSimulation simulation = atRest();
    SimRelay first = simulation.relays().getFirst();
    Set<SimRelay> lost = simulation.takenFrom(first);
    for (SimRelay silent : lost) {
      simulation.network().stall(silent, first);
      simulation.network().stall(first, silent);
    }
    simulation.changed();
    simulation.pass(TimedLink.DEAD_AFTER_MS - TimedLink.HEARTBEAT_MS - RegionSimulation.TICK_MS);
    assertThat(simulation.takenFrom(first)).isEqualTo(lost);
    simulation.pass(TimedLink.HEARTBEAT_MS + 5 * RegionSimulation.TICK_MS);
    assertThat(simulation.takenFrom(first)).hasSize(1).doesNotContainAnyElementsOf(lost);
  }

  /** Two regions of four relays, each of which is linked with one of the other by its choice. */
  private static RegionSimulation atRest() {
    RegionSimulation simulation =
        new RegionSimulation(new Random(3), 2, 4, 1, BrokenLinks.NONE, new Trace(false));
    simulation.pass(LinkChecks.restedMs(4) + 1_000);
    return simulation;
  }

  private static int run(long seed, BrokenLinks broken) {
    RegionSimulation simulation = RegionSimulation.of(seed, broken, new Trace(false));
    try {
      simulation.run(FAULTS);
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(
          """
          %s
          What came last:
          %s
          Once more:
          mvn -pl relay-runtime -am test -Dtest=RegionSimulationTest#regions* \
          -Dsurefire.failIfNoSpecifiedTests=false \
          -Dsimulation.region.seed=%d -Dsimulation.region.broken=%s
          """
              .formatted(e.getMessage(), last(seed, broken), seed, broken),
          e);
    }
    return simulation.acknowledgements();
  }

  /** The same once more, to look at: one seed does the same each time. */
  private static Trace last(long seed, BrokenLinks broken) {
    Trace trace = new Trace(true);
    assertThatThrownBy(() -> RegionSimulation.of(seed, broken, trace).run(FAULTS))
        .isInstanceOfAny(AssertionError.class, RuntimeException.class);
    return trace;
  }
}
