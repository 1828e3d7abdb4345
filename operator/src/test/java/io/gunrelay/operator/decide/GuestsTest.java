package io.gunrelay.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.operator.failover.Course;
import io.gunrelay.operator.failover.Phase;
import io.gunrelay.operator.failover.Ruling;
import io.gunrelay.operator.failover.Stand;
import io.gunrelay.operator.fleet.Entry;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Fleets;
import io.gunrelay.operator.fleet.Region;
import io.gunrelay.operator.fleet.Region.Scale;
import io.gunrelay.operator.fleet.Site;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GuestsTest {

  private static final Scale.Automatic SCALE = new Scale.Automatic(2, 6, 70, 300, null);
  private static final Region EAST = new Region("east", SCALE);
  private static final Fleet FLEET =
      Fleets.of(
          Entry.byIngress("relay.example", null, null, List.of()), new Region("west", SCALE), EAST);

  private final World world = new World().withDeployment(3, 3, 3);

  @Test
  void whoServesTheClientsOfAnotherRegionNeedsAsManyRelaysBesideItsOwn() {
    assertThat(guests(Phase.SWITCHING)).containsExactly(Map.entry("east", 3));
    assertThat(guests(Phase.RECOVERING)).containsExactly(Map.entry("east", 3));
  }

  @Test
  void whoServesItsOwnAloneNeedsNone() {
    assertThat(guests(Phase.HEALTHY)).isEmpty();
    assertThat(guests(Phase.CONFIRMED)).isEmpty();
  }

  @Test
  void anAutoscalerLeavesThemToItAsFarAsItMay() {
    var plan =
        Decision.plan(
            FLEET, world.seen(), World.CREDENTIALS, World.turn(FLEET), Map.of(), World.NOW);

    assertThat(plan.fewest(EAST, SCALE)).isEqualTo(2);
    assertThat(plan.hosting(Map.of("east", 3)).fewest(EAST, SCALE)).isEqualTo(5);
    assertThat(plan.hosting(Map.of("east", 30)).fewest(EAST, SCALE)).isEqualTo(6);
  }

  private Map<String, Integer> guests(Phase phase) {
    var stand = new Stand(phase, World.NOW, Optional.of("east"), 0, false, Optional.empty());
    var course = new Course(Map.of("west", stand), Optional.empty(), Optional.empty(), List.of());
    return Guests.of(
        FLEET,
        Map.of(new Site.Home(), world.seen()),
        new Ruling(course, Map.of(), Map.of(), Optional.empty()));
  }
}
