package io.gunrelay.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.api.v1alpha1.Phase;
import io.gunrelay.operator.fleet.Entry;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Fleets;
import io.gunrelay.operator.fleet.Placement;
import io.gunrelay.operator.fleet.Region;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The world has relays in region west, which the resource does not name any more. */
class LeavingRegionsTest {

  private static final Entry ENTRY = Entry.byIngress("relay.example", null, null, List.of());
  private static final Fleet EAST = Fleets.of(ENTRY, region("east", 2));
  private static final String RUNNING =
      """
      phase: Running
      conditions: [{type: Ready, status: "True"}]
      """;

  private final World world =
      new World()
          .withDeployment(2, 2, 2)
          .withObject(
              """
              apiVersion: v1
              kind: ConfigMap
              metadata: {name: demo-west-blue, labels: {gunrelay.io/region: west}}
              """)
          .withObject(
              """
              apiVersion: networking.k8s.io/v1
              kind: Ingress
              metadata: {name: demo-west, labels: {gunrelay.io/region: west}}
              spec: {rules: [{host: west.example}]}
              """)
          .withReadyPod("demo-west-1");

  @Test
  void theyStayUntilARelayOfAnotherRegionIsReady() {
    var plan = plan(EAST);

    assertThat(plan.leaving()).containsExactly(new Leaving("west", true, "west.example"));
    assertThat(plan.prune()).isEmpty();
    assertThat(verdict(plan).message())
        .contains("region west leaves as soon as a relay of another region is ready");
  }

  @Test
  void whenOneIsReadyTheyGoAndTheirHostLeadsThere() {
    world.withPod("east", "demo-east-1", RUNNING);
    var plan = plan(EAST);

    assertThat(plan.leaving()).containsExactly(new Leaving("west", false, "west.example"));
    assertThat(plan.prune())
        .extracting(Ref::toString)
        .containsExactly("Deployment demo-west-blue", "ConfigMap demo-west-blue");
    assertThat(plan.wants())
        .filteredOn(want -> want.piece() == Piece.REGION_INGRESS)
        .singleElement()
        .satisfies(want -> assertThat(want.region().host()).isEqualTo("west.example"));
  }

  @Test
  void whenTheyHaveGoneSoDoesTheirHost() {
    var gone =
        new World()
            .withObject(
                """
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {name: demo-west, labels: {gunrelay.io/region: west}}
                """);
    var plan =
        Decision.plan(EAST, gone.seen(), World.CREDENTIALS, World.turn(EAST), Map.of(), World.NOW);

    assertThat(plan.leaving()).isEmpty();
    assertThat(plan.prune()).extracting(Ref::toString).containsExactly("Ingress demo-west");
  }

  @Test
  void aFleetThatIsToHaveNoRelaysLetsThemGo() {
    assertThat(plan(Fleets.of(ENTRY, region("east", 0))).leaving())
        .containsExactly(new Leaving("west", false, "west.example"));
  }

  @Test
  void aFleetIsNotReadyWhileARegionLeaves() {
    world.withPod("east", "demo-east-1", RUNNING);
    var one = Fleets.of(ENTRY, region("east", 1));
    world.withObject(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: demo-east-blue, generation: 3, labels: {gunrelay.io/region: east, gunrelay.io/colour: blue}}
        spec: {replicas: 1}
        status: {observedGeneration: 3, replicas: 1, updatedReplicas: 1}
        """);
    var verdict = verdict(plan(one));

    assertThat(verdict.phase()).isEqualTo(Phase.Progressing);
    assertThat(verdict.message())
        .isEqualTo(
            "1 of 1 relay is ready; region west is leaving: its relays hand their clients over");
  }

  private Plan plan(Fleet fleet) {
    return Decision.plan(
        fleet, world.seen(), World.CREDENTIALS, World.turn(fleet), Map.of(), World.NOW);
  }

  private Verdict verdict(Plan plan) {
    return Judgement.of(
        plan.fleet(),
        World.progress(plan.fleet()),
        World.ruling(),
        List.of(new Share(plan, world.seen(), List.of())),
        List.of(),
        Instant.EPOCH);
  }

  private static Region region(String name, int replicas) {
    return new Region(name, new Region.Scale.Fixed(replicas), new Placement.Preferred(), null);
  }
}
