package io.gunrelay.operator.entries;

import static io.gunrelay.operator.entries.World.goal;
import static io.gunrelay.operator.entries.World.order;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Of the entry of west: the operator, and a relay of east and one of north. */
class InquestTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final World world = new World();

  @Test
  void whereTheOperatorGetsThroughNobodyElseIsAsked() {
    assertThat(hold()).isEqualTo(new Trial(1, 1, NOW, ""));
    assertThat(world.asked()).isEmpty();
  }

  @Test
  void whereNobodyGetsThroughAllSaySo() {
    world.dies("west");

    assertThat(hold()).isEqualTo(new Trial(3, 0, NOW, "west is dead"));
    assertThat(world.asked())
        .containsExactlyInAnyOrder(
            "east west token", "east east token", "north west token", "north east token");
  }

  @Test
  void whoGetsThroughDisagrees() {
    world.cut("operator", "west");
    world.cut("east", "west");

    assertThat(hold()).isEqualTo(new Trial(3, 1, NOW, "west is dead"));
  }

  @Test
  void anOperatorThatCanUseNoEntryIsNoWitness() {
    world.dies("west");
    world.dies("east");
    world.cut("operator", "north");

    assertThat(hold()).isEqualTo(new Trial(0, 0, NOW, "west is dead"));
    assertThat(world.asked()).isEmpty();
  }

  @Test
  void norIsARelayThatCanUseNoneOrSaysNothing() {
    world.dies("west");
    world.cut("north", "east");
    world.silences("east");

    assertThat(hold()).isEqualTo(new Trial(1, 0, NOW, "west is dead"));
  }

  @Test
  void relaysAreHeldAgainstAnEntryThatTheOperatorCanUse() {
    world.dies("west");
    world.dies("east");

    assertThat(hold()).isEqualTo(new Trial(3, 0, NOW, "west is dead"));
    assertThat(world.asked()).contains("east north token");
  }

  @Test
  void whereNoTokenIsTakenOrNoSecondOpinionWantedRelaysAreNotAsked() {
    world.dies("west");
    var inquest = new Inquest(world, InstantSource.fixed(NOW));
    var others = List.of(order("east"));

    assertThat(inquest.hold(goal("west").with(List.of(), Optional.empty()), others, true))
        .isEqualTo(new Trial(1, 0, NOW, "west is dead"));
    assertThat(inquest.hold(goal("west"), others, false))
        .isEqualTo(new Trial(1, 0, NOW, "west is dead"));
    assertThat(world.asked()).isEmpty();
  }

  private Trial hold() {
    return new Inquest(world, InstantSource.fixed(NOW))
        .hold(goal("west"), List.of(order("east"), order("north")), true);
  }
}
