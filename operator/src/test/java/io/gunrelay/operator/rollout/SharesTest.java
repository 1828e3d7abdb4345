package io.gunrelay.operator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.operator.fleet.Colour;
import io.gunrelay.operator.rollout.Sight.Loaded;
import io.gunrelay.operator.rollout.Sight.RegionSight;
import io.gunrelay.operator.rollout.Sight.RelaySet;
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

  /**
   * How many relays are told to hand over: the former ones, or those of the candidate (below 0).
   */
  private static long moved(int percent, long fresh, long former, long onTheWay) {
    var region =
        new RegionSight(
            "west",
            1,
            Map.of(Colour.BLUE, set("b", former), Colour.GREEN, set("g", fresh)),
            true,
            true);
    var moves = new Shares(region, Colour.BLUE, Colour.GREEN, percent, true, onTheWay).moves(FAST);
    return moves.stream().mapToLong(SharesTest::towardsTheCandidate).sum();
  }

  private static long towardsTheCandidate(Move move) {
    return move.relay().equals("b") ? move.clients() : -move.clients();
  }

  private static RelaySet set(String relay, long clients) {
    return new RelaySet(
        1, 1, List.of(), List.of(new Loaded(relay, clients, 0, false)), Optional.empty());
  }
}
