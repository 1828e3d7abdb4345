package io.gunrelay.operator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.operator.fleet.Colour;
import io.gunrelay.operator.rollout.Sight.Loaded;
import io.gunrelay.operator.rollout.Sight.RegionSight;
import io.gunrelay.operator.rollout.Sight.RelaySet;
import io.gunrelay.operator.rollout.Turn.Lean;
import io.gunrelay.operator.rollout.Turn.Move;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SharesTest {
  private static final Pace FAST = Pace.HURRIED;

  @Test
  void asManyAreMovedAsTheNewRelaysLack() {
    assertThat(moved(10, 147, 1873, 0)).isEqualTo(55);
    assertThat(moved(100, 147, 1873, 0)).isEqualTo(1873);
  }

  @Test
  void whoIsOnTheWayIsNotAskedForOnceMore() {
    assertThat(moved(10, 147, 1823, 50)).isEqualTo(5);
    assertThat(moved(10, 147, 1753, 120)).isZero();
    assertThat(moved(100, 147, 1753, 120)).isEqualTo(1753);
  }

  @Test
  void tooManyAreMovedBackWhoeverIsOnTheWay() {
    assertThat(moved(10, 288, 1732, 0)).isEqualTo(-86);
    assertThat(moved(0, 300, 1600, 100)).isEqualTo(-300);
  }

  @Test
  void whoAreToGetNoMoreThanTheirShareOfThoseWhoComeDoNotThoughTheyLackClients() {
    assertThat(lean(10, 0, 1000, false)).isEqualTo(Lean.CANDIDATE);
    assertThat(lean(10, 0, 1000, true)).isEqualTo(Lean.BOTH);
    assertThat(lean(10, 500, 500, true)).isEqualTo(Lean.SERVING);
    assertThat(lean(0, 0, 1000, true)).isEqualTo(Lean.SERVING);
    assertThat(lean(100, 500, 500, true)).isEqualTo(Lean.CANDIDATE);
  }

  private static Lean lean(int percent, long fresh, long former, boolean isHeld) {
    return new Shares(region(fresh, former), Colour.BLUE, Colour.GREEN, percent, true, isHeld, 0)
        .way()
        .lean();
  }

  /**
   * How many relays are told to hand over: the former ones, or those of the candidate (below 0).
   */
  private static long moved(int percent, long fresh, long former, long onTheWay) {
    var moves =
        new Shares(region(fresh, former), Colour.BLUE, Colour.GREEN, percent, true, false, onTheWay)
            .moves(FAST);
    return moves.stream().mapToLong(SharesTest::towardsTheCandidate).sum();
  }

  private static RegionSight region(long fresh, long former) {
    return new RegionSight(
        "west",
        1,
        Map.of(Colour.BLUE, set("b", former), Colour.GREEN, set("g", fresh)),
        true,
        true,
        true);
  }

  private static long towardsTheCandidate(Move move) {
    return move.relay().equals("b") ? move.clients() : -move.clients();
  }

  private static RelaySet set(String relay, long clients) {
    return new RelaySet(
        1, 1, List.of(), List.of(new Loaded(relay, clients, 0, false)), Optional.empty());
  }
}
