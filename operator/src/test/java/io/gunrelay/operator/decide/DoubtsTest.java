package io.gunrelay.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.operator.failover.Doubt;
import io.gunrelay.operator.failover.Impairment;
import io.gunrelay.operator.failover.Policy;
import io.gunrelay.operator.failover.Sight;
import io.gunrelay.operator.failover.Sight.RegionSight;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Fleets;
import io.gunrelay.operator.fleet.Limits;
import io.gunrelay.operator.fleet.Site;
import io.gunrelay.relay.api.Complaint;
import io.gunrelay.relay.api.Load;
import io.gunrelay.relay.api.PeerReport;
import io.gunrelay.relay.api.Performance;
import io.gunrelay.relay.api.RegionReport;
import io.gunrelay.relay.api.RelayReport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A region of two relays, of which one is asked and tells of the other. */
class DoubtsTest {

  private static final Fleet FLEET =
      Fleets.with(Fleets.fixed(2), Limits.ofConnections(100, 8_388_608, 10_000));

  private final World world = new World();

  @Test
  void whereAllIsWellThereIsNone() {
    reported(relay("a", true, "ready", 100, 9_999), relay("b", true, "ready", 99, 0));

    assertThat(doubts()).isEmpty();
  }

  @Test
  void aRelayThatTakesNobodyAsItsDiskIsFullIsOutOfDisk() {
    reported(relay("a", true, "ready", 0, 0), relay("b", false, fullDisk(), 0, 0));

    assertThat(doubts()).containsExactly(Impairment.OUT_OF_DISK);
  }

  @Test
  void soIsOneThatCannotEvenStartForIt() {
    world.withPod(
        "b",
        """
        phase: Running
        containerStatuses:
        - name: relay
          ready: false
          state: {waiting: {reason: CrashLoopBackOff}}
          lastState: {terminated: {exitCode: 3, message: "%s"}}
        """
            .formatted(fullDisk()));

    assertThat(doubts()).containsExactly(Impairment.OUT_OF_DISK);
  }

  @Test
  void oneThatRanOutOfDiskOnceAndIsReadyIsNot() {
    world.withPod(
        "b",
        """
        phase: Running
        containerStatuses:
        - name: relay
          ready: true
          state: {running: {startedAt: "2026-01-01T00:00:00Z"}}
          lastState: {terminated: {exitCode: 3, message: "%s"}}
        """
            .formatted(fullDisk()));

    assertThat(doubts()).isEmpty();
  }

  @Test
  void relaysThatAllHaveAsManyClientsAsTheyMayAreOverloaded() {
    reported(relay("a", true, "ready", 100, 0), relay("b", true, "ready", 101, 0));

    assertThat(doubts()).containsExactly(Impairment.OVERLOADED);
  }

  @Test
  void aRelayThatHasLackedSomethingForTenSecondsIsSlow() {
    reported(relay("a", true, "ready", 0, 0), relay("b", true, "ready", 0, 10_000));

    assertThat(doubts()).containsExactly(Impairment.SLOW);
  }

  @Test
  void aRelayThatNoNodeTakesIsWithoutCapacity() {
    world.withPod(
        "b",
        """
        phase: Pending
        conditions: [{type: PodScheduled, status: "False", reason: Unschedulable, message: 0/3 nodes}]
        """);

    assertThat(doubts()).containsExactly(Impairment.NO_CAPACITY);
  }

  @Test
  void nothingIsSaidOfARegionThatHasNeverBeenUp() {
    reported(relay("a", true, "ready", 0, 10_000), relay("b", true, "ready", 0, 0));

    assertThat(doubts(List.of())).isEmpty();
  }

  private List<Impairment> doubts() {
    return doubts(List.of(sound()));
  }

  private List<Impairment> doubts(List<RegionSight> regions) {
    var policy =
        new Policy(
            Policy.Mode.AUTOMATIC,
            Policy.Strategy.ACTIVE_ACTIVE,
            Duration.ofSeconds(3),
            true,
            Duration.ofMinutes(5),
            4,
            Duration.ZERO);
    return Doubts.of(
            FLEET,
            Map.of(new Site.Home(), world.seen()),
            new Sight(World.NOW, policy, Optional.empty(), regions))
        .stream()
        .map(Doubt::what)
        .toList();
  }

  private static RegionSight sound() {
    return new RegionSight(
        "west",
        true,
        2,
        2,
        2,
        true,
        0,
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        "");
  }

  private static String fullDisk() {
    return Complaint.NO_SPACE + " /data; free some";
  }

  private void reported(RelayReport asked, RelayReport peer) {
    world.withReport(
        new RegionReport(asked, List.of(new PeerReport("1:1", true, World.NOW, peer, null)), null));
  }

  private static RelayReport relay(
      String name, boolean ready, String message, long clients, long behindMillis) {
    return new RelayReport(
        name,
        "1.4.0",
        "west",
        "00",
        World.NOW,
        ready,
        message,
        new Load(clients, 0, 0, 0),
        null,
        null,
        new Performance(List.of(0L), List.of(), 0, 0, 0, 0, 0, behindMillis),
        null,
        null);
  }
}
