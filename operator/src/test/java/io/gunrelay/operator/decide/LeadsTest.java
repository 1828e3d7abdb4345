package io.gunrelay.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.api.v1alpha1.RolloutPhase;
import io.gunrelay.operator.failover.Ruling.Serving;
import io.gunrelay.operator.fleet.Colour;
import io.gunrelay.operator.fleet.Door;
import io.gunrelay.operator.fleet.Entry;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Fleets;
import io.gunrelay.operator.fleet.Placement;
import io.gunrelay.operator.fleet.Region;
import io.gunrelay.operator.rollout.Attempt;
import io.gunrelay.operator.rollout.Course;
import io.gunrelay.operator.rollout.Moved;
import io.gunrelay.operator.rollout.Turn;
import io.gunrelay.operator.rollout.Turn.Lean;
import io.gunrelay.operator.rollout.Turn.Way;
import io.gunrelay.operator.traffic.Endpoint;
import io.gunrelay.operator.traffic.Lead;
import io.gunrelay.operator.traffic.Lead.Backend;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Two relays of blue and one of green in west, one of blue in east. */
class LeadsTest {

  private static final Entry INGRESS = Entry.byIngress("relay.example", null, null, List.of());
  private static final Entry ROUTES =
      new Entry("relay.example", new Door.OwnGateway("public"), null, List.of());

  private final Region west = region("west");
  private final Region east = region("east");
  private final World world =
      new World()
          .withPod("west", "blue-1", running("10.0.0.1"))
          .withPod("west", "blue-2", running("10.0.0.2"))
          .withPod("east", "blue-3", running("10.0.0.3"))
          .withColouredPod("west", "green", "green-1", running("10.0.0.4"));

  @Test
  void inCalmTimesHostsLeadToServicesThatSelectTheServingColour() {
    var fleet = Fleets.of(INGRESS, west, east);
    var leads = Leads.of(fleet, world.seen(), World.turn(fleet), Set.of(), Map.of());

    assertThat(leads.colour()).isEqualTo(Colour.BLUE);
    assertThat(leads.ofFleet(fleet)).isEqualTo(Lead.to("demo-relays"));
    assertThat(leads.ofRegion(fleet, west)).isEqualTo(Lead.to("demo-west"));
    assertThat(leads.endpoints(west)).isEmpty();
  }

  @Test
  void clientsOfARegionThatAnotherServesAreLedThereByAllHosts() {
    var fleet = Fleets.of(INGRESS, west, east);
    var leads = served(fleet, new Serving("east", 0));

    assertThat(leads.ofRegion(fleet, west)).isEqualTo(Lead.to("demo-west-entry"));
    assertThat(leads.endpoints(west)).extracting(Endpoint::pod).containsExactly("blue-3");
    assertThat(leads.endpoints(east)).extracting(Endpoint::pod).containsExactly("blue-3");
    assertThat(leads.ofFleet(fleet)).isEqualTo(Lead.to("demo-relays-entry"));
    assertThat(leads.endpoints().get("")).extracting(Endpoint::pod).containsExactly("blue-3");
  }

  @Test
  void aRegionThatGetsItsClientsBackGetsAllThatComeByItsHost() {
    var fleet = Fleets.of(INGRESS, west, east);
    var leads = served(fleet, new Serving("east", 10));

    assertThat(leads.endpoints(west)).extracting(Endpoint::pod).containsExactly("blue-1", "blue-2");
  }

  @Test
  void aRegionThatGetsItsClientsBackHasItsShareOfThoseWhoComeByTheFleetsHost() {
    var fleet = Fleets.of(ROUTES, west, east);
    var leads = served(fleet, new Serving("east", 10));

    assertThat(leads.ofRegion(fleet, west).backends())
        .containsExactly(new Backend("demo-west-blue", 100));
    assertThat(leads.ofRegion(fleet, east).backends())
        .containsExactly(new Backend("demo-east-blue", 100));
    assertThat(leads.ofFleet(fleet).backends())
        .containsExactly(new Backend("demo-west-blue", 20), new Backend("demo-east-blue", 100));
  }

  private Leads served(Fleet fleet, Serving west) {
    return Leads.of(fleet, world.seen(), World.turn(fleet), Set.of(), Map.of("west", west));
  }

  @Test
  void aRouteHasWeightsByColourAndByTheRelaysOfEachRegion() {
    var fleet = Fleets.of(ROUTES, west, east);
    var leads = leads(fleet, Lean.BOTH);

    assertThat(leads.ofRegion(fleet, west).backends())
        .containsExactly(new Backend("demo-west-blue", 90), new Backend("demo-west-green", 10));
    assertThat(leads.ofRegion(fleet, east).backends())
        .containsExactly(new Backend("demo-east-blue", 100));
    assertThat(leads.ofFleet(fleet).backends())
        .containsExactly(
            new Backend("demo-west-blue", 270),
            new Backend("demo-west-green", 30),
            new Backend("demo-east-blue", 100));
  }

  @Test
  void whileNewRelaysLackClientsARouteLeadsToThemAlone() {
    var fleet = Fleets.of(ROUTES, west, east);

    assertThat(leads(fleet, Lean.CANDIDATE).ofRegion(fleet, west).backends())
        .containsExactly(new Backend("demo-west-green", 100));
  }

  @Test
  void anIngressLeadsToAServiceWhoseEndpointsAreTheColourThatLacksClients() {
    var fleet = Fleets.of(INGRESS, west, east);

    assertThat(leads(fleet, Lean.CANDIDATE).ofRegion(fleet, west))
        .isEqualTo(Lead.to("demo-west-entry"));
    assertThat(leads(fleet, Lean.CANDIDATE).ofFleet(fleet)).isEqualTo(Lead.to("demo-relays-entry"));
    assertThat(leads(fleet, Lean.CANDIDATE).endpoints(west))
        .extracting(Endpoint::address)
        .containsExactly("10.0.0.4");
    assertThat(leads(fleet, Lean.SERVING).endpoints(west))
        .extracting(Endpoint::pod)
        .containsExactly("blue-1", "blue-2");
    assertThat(leads(fleet, Lean.BOTH).endpoints(west)).hasSize(2);
    assertThat(leads(fleet, Lean.BOTH_CANDIDATE_LACKS).endpoints(west)).hasSize(1);
    assertThat(leads(fleet, Lean.CANDIDATE).endpoints().get(""))
        .extracting(Endpoint::address)
        .containsExactly("10.0.0.3", "10.0.0.4");
  }

  @Test
  void relaysThatAreNotReadyOrAboutToEndAreNoEndpoints() {
    world.withColouredPod(
        "west", "green", "green-2", "phase: Running\npodIP: 10.0.0.5\nconditions: []");

    assertThat(leads(Fleets.of(INGRESS, west, east), Lean.CANDIDATE).endpoints(west)).hasSize(1);
  }

  @Test
  void relaysThatNobodyHearsAreLeftOutOfEachHostThatLedThere() {
    var leads = leads(Fleets.of(INGRESS, west, east), Lean.SERVING).without(Set.of("blue-1"));

    assertThat(leads.endpoints(west)).extracting(Endpoint::pod).containsExactly("blue-2");
    assertThat(leads.endpoints(east)).extracting(Endpoint::pod).containsExactly("blue-3");
    assertThat(leads.endpoints().get(""))
        .extracting(Endpoint::pod)
        .containsExactly("blue-2", "blue-3");
  }

  @Test
  void beforeNewRelaysAreReadyHostsLeadWhereTheyDidAndEndpointsAreAtHand() {
    var fleet = Fleets.of(INGRESS, west, east);
    var leads =
        Leads.of(
            fleet,
            world.seen(),
            turn(fleet, RolloutPhase.Starting, new Way(0, Lean.SERVING, true)),
            Set.of(),
            Map.of());

    assertThat(leads.ofFleet(fleet)).isEqualTo(Lead.to("demo-relays"));
    assertThat(leads.endpoints(west)).hasSize(2);
  }

  @Test
  void servicesSelectTheNewColourBeforeEntriesLeadToThemAgain() {
    var fleet = Fleets.of(INGRESS, west, east);
    var turn = turn(fleet, RolloutPhase.Draining, new Way(100, Lean.CANDIDATE, true));

    assertThat(Leads.of(fleet, world.seen(), turn, Set.of(), Map.of()).colour())
        .isEqualTo(Colour.GREEN);
  }

  @Test
  void theHostOfARegionThatIsAwayLeadsToTheOthersAlsoInARollout() {
    var fleet = Fleets.of(INGRESS, west, east);
    var leads =
        Leads.of(
            fleet,
            world.seen(),
            turn(fleet, RolloutPhase.Judging, new Way(10, Lean.BOTH, true)),
            Set.of("west"),
            Map.of());

    assertThat(leads.ofRegion(fleet, west)).isEqualTo(Lead.to("demo-relays-entry"));
  }

  private Leads leads(Fleet fleet, Lean ofWest) {
    return Leads.of(
        fleet,
        world.seen(),
        turn(fleet, RolloutPhase.Judging, new Way(10, ofWest, true)),
        Set.of(),
        Map.of());
  }

  /** West goes first. */
  private static Turn turn(Fleet fleet, RolloutPhase phase, Way ofWest) {
    var attempt =
        new Attempt(
            Colour.GREEN,
            fleet.revision().id(),
            phase,
            0,
            0,
            Instant.EPOCH,
            Instant.EPOCH,
            Optional.empty(),
            Moved.NEVER,
            Optional.empty(),
            false,
            Map.of(),
            Optional.empty());
    var course =
        new Course(
            Colour.BLUE,
            Map.of(Colour.BLUE, fleet.revision(), Colour.GREEN, Fleets.revision("1.5.0")),
            Optional.of(attempt),
            Optional.empty(),
            Optional.empty(),
            List.of());
    return new Turn(course, Map.of("west", ofWest), List.of(), "", Optional.empty());
  }

  private static String running(String address) {
    return """
    phase: Running
    podIP: %s
    conditions: [{type: Ready, status: "True"}]
    """
        .formatted(address);
  }

  private static Region region(String name) {
    return new Region(
        name, new Region.Scale.Fixed(2), new Placement.Preferred(), name + ".example");
  }
}
