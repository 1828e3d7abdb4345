package io.gunrelay.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.operator.failover.Course;
import io.gunrelay.operator.failover.OwnClients;
import io.gunrelay.operator.failover.Phase;
import io.gunrelay.operator.failover.Ruling;
import io.gunrelay.operator.failover.Ruling.Serving;
import io.gunrelay.operator.failover.Stand;
import io.gunrelay.operator.failover.Watch;
import io.gunrelay.operator.fleet.Entry;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Fleets;
import io.gunrelay.operator.fleet.Placement;
import io.gunrelay.operator.fleet.Region;
import io.gunrelay.operator.fleet.Site;
import io.gunrelay.operator.observe.Observation;
import io.gunrelay.operator.rollout.Turn.Move;
import io.gunrelay.relay.api.DrainReport;
import io.gunrelay.relay.api.DrainReport.State;
import io.gunrelay.relay.api.Load;
import io.gunrelay.relay.api.PeerReport;
import io.gunrelay.relay.api.RegionReport;
import io.gunrelay.relay.api.RelayReport;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** West gets its clients back: one relay there, two in east, which served them. */
class HandbackTest {
  private static final Instant NOW = World.NOW;
  private static final Instant SWITCHED = NOW.minusSeconds(600);
  private static final String HOST = "west.example";
  private static final DrainReport NONE = drain(State.NONE, null, 0, 0, null);

  private final Map<String, RegionReport> reports = new HashMap<>();
  private final Region west = region("west", HOST);
  private final Fleet fleet =
      Fleets.of(
          Entry.byIngress("relay.example", null, null, List.of()),
          west,
          region("east", "east.example"));

  @Test
  void theRelaysThatHaveItsClientsHandOverAsManyAsItLacksEachItsPart() {
    west(40L);
    east(600L, NONE, 360L, NONE);

    assertThat(moves(Phase.FAILING_BACK, 10))
        .containsExactly(move("c", 600, 38), move("d", 360, 22));
    assertThat(moves(Phase.FAILING_BACK, 10)).extracting(Move::rate).containsOnly(100);
  }

  @Test
  void atLastAllOfThemComeHome() {
    west(40L);
    east(600L, NONE, 0L, NONE);

    assertThat(moves(Phase.FAILING_BACK, 100)).containsExactly(move("c", 600, 600));
  }

  @Test
  void nobodyIsMovedOnceTheShareIsReached() {
    west(100L);
    east(900L, NONE, 0L, NONE);

    assertThat(moves(Phase.FAILING_BACK, 10)).isEmpty();
  }

  @Test
  void nobodyIsMovedInAnotherPhaseNorBeforeEntriesLeadHome() {
    west(0L);
    east(900L, NONE, 0L, NONE);

    for (var phase : List.of(Phase.FAILED_OVER, Phase.RECOVERING, Phase.HEALTHY)) {
      assertThat(moves(phase, 50)).isEmpty();
    }
    assertThat(moves(stand(Phase.FAILING_BACK, 10, NOW.minusMillis(900)))).isEmpty();
  }

  @Test
  void whoIsBeingToldOrOnTheWayIsWaitedFor() {
    west(0L);
    east(900L, drain(State.MOVING, NOW.minusSeconds(60), 50, 0, HOST), 100L, NONE);
    assertThat(moves(Phase.FAILING_BACK, 10)).isEmpty();
    assertThat(own()).contains(new OwnClients(0, 1_000, 1_000, true));

    east(900L, drain(State.DONE, NOW.minusSeconds(3), 50, 0, HOST), 100L, NONE);
    assertThat(moves(Phase.FAILING_BACK, 10)).isEmpty();

    east(900L, drain(State.DONE, NOW.minusSeconds(4), 50, 0, HOST), 100L, NONE);
    assertThat(moves(Phase.FAILING_BACK, 10)).hasSize(2);
  }

  @Test
  void whoStayedWhenItWasToldIsNotToldAgainInTheSameFailback() {
    west(90L);
    east(10L, drain(State.DONE, NOW.minusSeconds(60), 10, 10, HOST), 0L, NONE);

    assertThat(moves(Phase.FAILING_BACK, 100)).isEmpty();
    assertThat(own()).contains(new OwnClients(90, 10, 0, false));
  }

  @Test
  void whatRelaysWereToldOfOthersOrBeforeIsNoMatter() {
    west(90L);
    east(10L, drain(State.DONE, SWITCHED.minusSeconds(1), 10, 10, HOST), 0L, NONE);
    assertThat(own()).contains(new OwnClients(90, 10, 10, false));

    east(10L, drain(State.DONE, NOW.minusSeconds(60), 10, 10, "north.example"), 0L, NONE);
    assertThat(own()).contains(new OwnClients(90, 10, 10, false));
  }

  @Test
  void aRelayWhoseClockIsFarAheadHoldsNobodyUp() {
    west(0L);
    east(900L, drain(State.DONE, NOW.plusSeconds(3_600), 50, 0, HOST), 0L, NONE);

    assertThat(moves(Phase.FAILING_BACK, 10)).hasSize(1);
  }

  @Test
  void ofRelaysThatDoNotSayHowClientsCameNothingIsKnown() {
    west(null);
    east(900L, NONE, 100L, NONE);
    assertThat(own()).isEmpty();
    assertThat(moves(Phase.FAILING_BACK, 10)).isEmpty();

    west(10L);
    east(90L, NONE, null, NONE);
    assertThat(own()).contains(new OwnClients(10, 90, 90, false));
  }

  private Optional<OwnClients> own() {
    return OwnHost.of(fleet, seen(), west, SWITCHED).map(OwnHost::clients);
  }

  private List<Move> moves(Phase phase, int share) {
    return moves(stand(phase, share, NOW.minusSeconds(2)));
  }

  private List<Move> moves(Stand stand) {
    var course =
        new Course(
            Map.of("west", stand, "east", Stand.healthy(SWITCHED)),
            Optional.empty(),
            Optional.empty(),
            List.of());
    var ruling =
        new Ruling(
            course, Map.of("west", new Serving("east", stand.share())), Map.of(), Optional.empty());
    return Handback.moves(fleet, seen(), ruling, NOW);
  }

  private static Stand stand(Phase phase, int share, Instant since) {
    var watch =
        new Watch(
            SWITCHED,
            Optional.empty(),
            Optional.of(SWITCHED),
            Optional.empty(),
            Optional.of(SWITCHED),
            Optional.empty());
    return new Stand(phase, since, Optional.of("east"), share, false, Optional.of(watch));
  }

  private Map<Site, Observation> seen() {
    return Map.of(
        new Site.Home(), new Observation(List.of(), List.of(), reports, Set.of(), Map.of()));
  }

  private static Move move(String relay, long of, long clients) {
    return new Move("east", relay, (clients - 0.5) / of, clients, 100, HOST, List.of());
  }

  private void west(@Nullable Long byWest) {
    reports.put("west", new RegionReport(relay("west", "a", byWest, NONE), List.of(), null));
  }

  private void east(
      @Nullable Long byWestAtC, DrainReport ofC, @Nullable Long byWestAtD, DrainReport ofD) {
    reports.put(
        "east",
        new RegionReport(
            relay("east", "c", byWestAtC, ofC),
            List.of(new PeerReport("1:1", true, NOW, relay("east", "d", byWestAtD, ofD), null)),
            null));
  }

  /** Each has some who came by the fleet's host, too. */
  private static RelayReport relay(
      String region, String name, @Nullable Long byWest, DrainReport drain) {
    return new RelayReport(
        name,
        "1.4.0",
        region,
        "00",
        NOW,
        true,
        "",
        new Load(
            5_000, 0, 0, 0, byWest == null ? null : Map.of("relay.example", 700L, HOST, byWest)),
        null,
        drain);
  }

  private static DrainReport drain(
      State state, @Nullable Instant begun, long told, long stayed, @Nullable String entry) {
    return new DrainReport(state, begun, 0.5, 100, 0, told, told, told, 0, stayed, entry);
  }

  private static Region region(String name, String host) {
    return new Region(name, new Region.Scale.Fixed(2), new Placement.Preferred(), host);
  }
}
