package io.gunrelay.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.operator.failover.Course;
import io.gunrelay.operator.failover.Phase;
import io.gunrelay.operator.failover.Ruling;
import io.gunrelay.operator.failover.Ruling.Serving;
import io.gunrelay.operator.failover.Stand;
import io.gunrelay.operator.fleet.Entry;
import io.gunrelay.operator.fleet.Fleets;
import io.gunrelay.operator.fleet.Placement;
import io.gunrelay.operator.fleet.Region;
import io.gunrelay.operator.fleet.Site;
import io.gunrelay.operator.observe.Observation;
import io.gunrelay.operator.rollout.Turn.Move;
import io.gunrelay.relay.api.DrainReport;
import io.gunrelay.relay.api.DrainReport.State;
import io.gunrelay.relay.api.Load;
import io.gunrelay.relay.api.RegionReport;
import io.gunrelay.relay.api.RelayReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** West, with a relay of 100 clients, is served by east. */
class EvacuationTest {
  private static final Instant NOW = World.NOW;

  private Instant began = NOW.minusSeconds(4);
  private Instant eastSince = NOW.minusSeconds(600);

  @Test
  void allClientsOfARegionThatAnotherServesAreHandedOverHoweverTheyCame() {
    assertThat(moves(0, drain(State.NONE, 0, null)))
        .containsExactly(new Move("west", "a", 0.995, 100, 100));
  }

  @Test
  void whoStayedWhenItWasToldIsLeftAlone() {
    assertThat(moves(0, drain(State.DONE, 100, null))).isEmpty();
    assertThat(moves(0, drain(State.MOVING, 0, null))).isEmpty();
  }

  @Test
  void whoStayedBeforeTheSwitchOrWhileEntriesWereSlowIsToldOnceMore() {
    began = NOW.minusSeconds(60);

    assertThat(moves(0, drain(State.DONE, 100, null))).hasSize(1);
  }

  @Test
  void whereOneRegionServesAllItsEntriesAreGivenTheTimeToLeadThere() {
    eastSince = NOW.minusMillis(500);
    assertThat(moves(0, drain(State.NONE, 0, null))).isEmpty();

    eastSince = NOW.minusMillis(1_500);
    assertThat(moves(0, drain(State.NONE, 0, null))).hasSize(1);
  }

  @Test
  void whatBecameOfThoseWhoCameByAnotherRegionsHostSaysNothing() {
    assertThat(moves(0, drain(State.DONE, 100, "east.example"))).hasSize(1);
  }

  @Test
  void aRegionThatGetsItsClientsBackKeepsThem() {
    assertThat(moves(10, drain(State.NONE, 0, null))).isEmpty();
  }

  private List<Move> moves(int own, DrainReport drain) {
    var stand =
        new Stand(
            own == 0 ? Phase.FAILED_OVER : Phase.FAILING_BACK,
            NOW.minusSeconds(5),
            Optional.of("east"),
            own,
            false,
            Optional.empty());
    var course =
        new Course(
            Map.of("west", stand, "east", Stand.healthy(eastSince)),
            Optional.empty(),
            Optional.empty(),
            List.of());
    var relay =
        new RelayReport(
            "a", "1.4.0", "west", "00", NOW, true, "", new Load(100, 0, 0, 0), null, drain);
    var seen =
        new Observation(
            List.of(),
            List.of(),
            Map.of("west", new RegionReport(relay, List.of(), null)),
            Set.of(),
            Map.of());
    return Evacuation.moves(
        Fleets.of(
            Entry.byIngress("relay.example", null, null, List.of()),
            region("west"),
            region("east")),
        Map.of(new Site.Home(), seen),
        new Ruling(course, Map.of("west", new Serving("east", own)), Map.of(), Optional.empty()),
        NOW);
  }

  private DrainReport drain(State state, long stayed, @Nullable String entry) {
    return new DrainReport(state, began, 0.5, 100, 100, 100, 100, 0, 0, stayed, entry);
  }

  private static Region region(String name) {
    return new Region(
        name, new Region.Scale.Fixed(1), new Placement.Preferred(), name + ".example");
  }
}
