package io.gunrelay.operator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GracePeriodTest {

  @ParameterizedTest
  @CsvSource({"0, 77", "20000, 77", "25000, 77", "25001, 144", "50000, 144", "1000000, 2677"})
  void aRelayHandsFiveHundredClientsOverInASecondWithRoomForMoreAndThenCommits(
      int connections, int seconds) {
    assertThat(GracePeriod.forConnections(connections).drainSeconds()).isEqualTo(seconds);
  }

  @Test
  void thePodHasTimeForTheEndpointsTheDrainAndTheExit() {
    assertThat(new GracePeriod(30).terminationSeconds()).isEqualTo(5 + 30 + 5);
  }

  @Property
  void moreConnectionsNeverHaveLessTime(
      @ForAll @IntRange(min = 0, max = 1_000_000) int some,
      @ForAll @IntRange(min = 0, max = 1_000_000) int more) {
    var less = GracePeriod.forConnections(Math.min(some, more));
    var most = GracePeriod.forConnections(Math.max(some, more));
    assertThat(less.terminationSeconds()).isLessThanOrEqualTo(most.terminationSeconds());
  }
}
