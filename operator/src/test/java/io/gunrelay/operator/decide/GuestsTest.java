package io.gunrelay.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.operator.decide.Want.Replicas;
import io.gunrelay.operator.failover.Course;
import io.gunrelay.operator.failover.Phase;
import io.gunrelay.operator.failover.Ruling;
import io.gunrelay.operator.failover.Stand;
import io.gunrelay.operator.fleet.Colour;
import io.gunrelay.operator.fleet.Entry;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Fleets;
import io.gunrelay.operator.fleet.Region;
import io.gunrelay.operator.fleet.Region.Scale;
import io.gunrelay.operator.fleet.Site;
import io.gunrelay.operator.rollout.Kept;
import io.gunrelay.operator.rollout.Turn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GuestsTest {

  private static final Scale.Automatic SCALE = new Scale.Automatic(2, 6, 70, 300, null);
  private static final Region EAST = new Region("east", SCALE);
  private static final Entry ENTRY = Entry.byIngress("relay.example", null, null, List.of());
  private static final Fleet FLEET = Fleets.of(ENTRY, new Region("west", SCALE), EAST);

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
    var plan = plan(FLEET, World.turn(FLEET));

    assertThat(plan.fewest(EAST, SCALE)).isEqualTo(2);
    assertThat(plan.hosting(Map.of("east", 3)).fewest(EAST, SCALE)).isEqualTo(5);
    assertThat(plan.hosting(Map.of("east", 30)).fewest(EAST, SCALE)).isEqualTo(6);
  }

  @Test
  void ofARegionWhoseNumberIsGivenOnlyItsOwnCount() {
    var fixed = Fleets.of(ENTRY, new Region("west", new Scale.Fixed(2)), EAST);

    assertThat(guests(fixed, Phase.FAILED_OVER)).containsExactly(Map.entry("east", 2));
  }

  @Test
  void aNumberThatIsGivenIsRaisedByThemAsLongAsTheyAreThere() {
    var east = new Region("east", new Scale.Fixed(2));
    var fleet = Fleets.of(ENTRY, new Region("west", SCALE), east);
    var plan = plan(fleet, World.turn(fleet));

    assertThat(replicas(plan, "east")).containsExactly(new Replicas.Ours(2));
    assertThat(replicas(plan.hosting(Map.of("east", 3)), "east"))
        .containsExactly(new Replicas.Ours(5));
  }

  @Test
  void whoHasNoRelaysGetsNoneForOthers() {
    var fleet = Fleets.of(ENTRY, new Region("west", SCALE), new Region("east", new Scale.Fixed(0)));

    assertThat(replicas(plan(fleet, World.turn(fleet)).hosting(Map.of("east", 3)), "east"))
        .containsExactly(new Replicas.Ours(0));
  }

  @Test
  void relaysThatAreOnlyKeptAndThoseWithVolumesStayAsManyAsTheyWere() {
    var fleet = Fleets.fixed(2);
    var kept =
        new io.gunrelay.operator.rollout.Course(
            Colour.GREEN,
            Map.of(Colour.GREEN, fleet.revision(), Colour.BLUE, Fleets.revision("1.3.0")),
            Optional.empty(),
            Optional.of(new Kept(Colour.BLUE, World.NOW)),
            Optional.empty(),
            List.of());
    assertThat(replicas(plan(fleet, Turn.none(kept)).hosting(Map.of("west", 3)), "west"))
        .containsExactly(new Replicas.Ours(2), new Replicas.Ours(5));

    var volumes = Fleets.withVolumes("1Gi", false);
    assertThat(replicas(plan(volumes, World.turn(volumes)).hosting(Map.of("west", 3)), "west"))
        .containsExactly(new Replicas.Ours(2));
  }

  private Plan plan(Fleet fleet, Turn turn) {
    return Decision.plan(fleet, world.seen(), World.CREDENTIALS, turn, Map.of(), World.NOW);
  }

  private static List<Replicas> replicas(Plan plan, String region) {
    return plan.wants().stream()
        .filter(want -> want.region().name().equals(region))
        .filter(want -> want.piece() == Piece.DEPLOYMENT || want.piece() == Piece.STATEFUL_SET)
        .map(plan::replicas)
        .toList();
  }

  private Map<String, Integer> guests(Phase phase) {
    return guests(FLEET, phase);
  }

  private Map<String, Integer> guests(Fleet fleet, Phase phase) {
    var stand = new Stand(phase, World.NOW, Optional.of("east"), 0, false, Optional.empty());
    var course = new Course(Map.of("west", stand), Optional.empty(), Optional.empty(), List.of());
    return Guests.of(
        fleet,
        Map.of(new Site.Home(), world.seen()),
        new Ruling(course, Map.of(), Map.of(), Optional.empty()));
  }
}
