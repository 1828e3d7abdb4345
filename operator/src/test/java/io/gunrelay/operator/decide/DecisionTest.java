package io.gunrelay.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.gunrelay.api.v1alpha1.RolloutPhase;
import io.gunrelay.operator.decide.Plan.Monitoring;
import io.gunrelay.operator.decide.Want.Replicas;
import io.gunrelay.operator.fleet.Colour;
import io.gunrelay.operator.fleet.Door;
import io.gunrelay.operator.fleet.Entry;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Fleets;
import io.gunrelay.operator.fleet.Region.Scale.Automatic;
import io.gunrelay.operator.fleet.Storage;
import io.gunrelay.operator.rollout.Attempt;
import io.gunrelay.operator.rollout.Course;
import io.gunrelay.operator.rollout.Kept;
import io.gunrelay.operator.rollout.Moved;
import io.gunrelay.operator.rollout.Turn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DecisionTest {

  private static final String INGRESS =
      """
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: {name: demo}
      """;

  @Test
  void aPlainFleetIsTenObjectsInTheOrderInWhichTheyNeedEachOther() {
    assertThat(plan(Fleets.fixed(2), new World()).wants())
        .extracting(want -> want.ref().toString())
        .containsExactly(
            "ServiceAccount demo",
            "Secret demo-replication-ca",
            "Secret demo-replication-tls",
            "Service demo-peers",
            "ConfigMap demo-west-blue",
            "Service demo-west-peers",
            "Service demo-west",
            "Deployment demo-west-blue",
            "PodDisruptionBudget demo-west-blue",
            "ServiceMonitor demo");
  }

  @Test
  void anEntryIsAnIngress() {
    assertThat(
            plan(Fleets.exposed(Entry.byIngress("a.example", null, null, List.of())), new World())
                .wants())
        .extracting(Want::piece)
        .contains(Piece.FLEET_SERVICE, Piece.INGRESS)
        .doesNotContain(Piece.REGION_INGRESS);
  }

  @Test
  void anEntryByTheGatewayApiIsAGatewayAndARouteInPlaceOfIt() {
    var own = new Entry("a.example", new Door.OwnGateway("public"), null, List.of());
    var shared = new Entry("a.example", new Door.SharedGateway("g", null, null), null, List.of());

    assertThat(plan(Fleets.exposed(own), new World()).wants())
        .extracting(Want::piece)
        .contains(Piece.FLEET_SERVICE, Piece.GATEWAY, Piece.ROUTE)
        .doesNotContain(Piece.INGRESS, Piece.REGION_ROUTE);
    assertThat(plan(Fleets.exposed(shared), new World()).wants())
        .extracting(Want::piece)
        .contains(Piece.ROUTE)
        .doesNotContain(Piece.GATEWAY);
    assertThat(plan(Fleets.exposed(own), new World().withoutGatewayApi()).wants())
        .extracting(Want::piece)
        .doesNotContain(Piece.GATEWAY, Piece.ROUTE);
  }

  @Test
  void volumesMakeAStatefulSetOfTheDeployment() {
    assertThat(plan(Fleets.withVolumes("1Gi", false), new World()).wants())
        .extracting(Want::piece)
        .contains(Piece.STATEFUL_SET)
        .doesNotContain(Piece.DEPLOYMENT);
  }

  @Test
  void aKindThatTheClusterLacksIsSkipped() {
    var plan = plan(Fleets.fixed(2), new World().withoutServiceMonitors());

    assertThat(plan.monitoring()).isEqualTo(Monitoring.KIND_MISSING);
    assertThat(plan.wants()).extracting(Want::piece).doesNotContain(Piece.SERVICE_MONITOR);
  }

  @Test
  void whatIsOursAndNotWantedIsPruned() {
    assertThat(plan(Fleets.fixed(2), new World().withObject(INGRESS)).prune())
        .containsExactly(new Ref(Ingress.class, "demo"));
  }

  @Test
  void whatIsNotOursIsNeverPruned() {
    assertThat(plan(Fleets.fixed(2), new World().withForeignObject(INGRESS)).prune()).isEmpty();
  }

  @Test
  void aFixedNumberIsWritten() {
    assertThat(replicas(Fleets.fixed(3), new World().withDeployment(9, 9, 9)))
        .isEqualTo(new Replicas.Ours(3));
  }

  @Test
  void anAutoscaledFleetStartsWithItsLeastNumber() {
    assertThat(replicas(Fleets.autoscaled(2, 5), new World())).isEqualTo(new Replicas.Ours(2));
  }

  @Test
  void aNumberThatWeOwnedIsHandedOverAsItIs() {
    assertThat(
            replicas(
                Fleets.autoscaled(2, 5),
                new World().withDeployment(4, 4, 4).whoseReplicasAreOurs()))
        .isEqualTo(new Replicas.HandedOver(4));
  }

  @Test
  void aNumberThatTheAutoscalerOwnsIsLeftToIt() {
    assertThat(replicas(Fleets.autoscaled(2, 5), new World().withDeployment(4, 4, 4)))
        .isEqualTo(new Replicas.NotOurs());
  }

  @Test
  void theSizeInAClaimTemplateStaysAsItIsWritten() {
    var world =
        new World()
            .withObject(
                """
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: demo-west}
                spec:
                  volumeClaimTemplates:
                  - metadata: {name: data}
                    spec: {resources: {requests: {storage: 512Gi}}}
                """);

    var storage =
        (Storage.Volume) plan(Fleets.withVolumes("0.5Ti", false), world).fleet().storage();

    assertThat(storage.size().toString()).isEqualTo("512Gi");
  }

  @Test
  void duringARolloutARegionHasBothColoursAndTheirServicesAreThereForTheRoute() {
    var gateway = new Entry("a.example", new Door.OwnGateway("public"), null, List.of());
    var fleet = Fleets.exposed(gateway);
    var plan =
        Decision.plan(
            fleet, new World().seen(), World.CREDENTIALS, rollout(fleet, 0), Map.of(), World.NOW);

    assertThat(plan.wants())
        .extracting(want -> want.ref().toString())
        .contains(
            "Deployment demo-west-blue",
            "Deployment demo-west-green",
            "ConfigMap demo-west-green",
            "PodDisruptionBudget demo-west-green",
            "Service demo-west-blue",
            "Service demo-west-green")
        .doesNotContain("Service demo-west-entry", "Service demo-relays-entry");
    assertThat(plan.wants())
        .filteredOn(want -> want.piece() == Piece.DEPLOYMENT)
        .extracting(want -> plan.fleet(want).revision().version())
        .containsExactly("1.4.0", "1.5.0");
  }

  @Test
  void behindAnIngressItHasAServiceWhoseEndpointsAreWritten() {
    var fleet = Fleets.exposed(Entry.byIngress("a.example", null, null, List.of()));
    var plan =
        Decision.plan(
            fleet, new World().seen(), World.CREDENTIALS, rollout(fleet, 0), Map.of(), World.NOW);

    assertThat(plan.wants())
        .extracting(want -> want.ref().toString())
        .contains("Service demo-relays-entry", "EndpointSlice demo-relays-entry")
        .doesNotContain("Service demo-west-blue");
  }

  @Test
  void neitherColourHasFewerRelaysThanThereWereWhenTheRolloutBegan() {
    var fleet = Fleets.autoscaled(2, 9);
    var plan =
        Decision.plan(
            fleet, new World().seen(), World.CREDENTIALS, rollout(fleet, 7), Map.of(), World.NOW);

    assertThat(plan.wants())
        .filteredOn(want -> want.piece() == Piece.AUTOSCALER)
        .hasSize(2)
        .allSatisfy(want ->
            assertThat(plan.fewest(want.region(), (Automatic) want.region().scale())).isEqualTo(7));
    assertThat(plan.wants())
        .filteredOn(want -> want.piece() == Piece.DEPLOYMENT)
        .extracting(Want::replicas)
        .containsOnly(new Replicas.Ours(7));
  }

  @Test
  void formerRelaysThatAreKeptHaveNoAutoscalerThatWouldTakeThemAway() {
    var fleet = Fleets.autoscaled(2, 9);
    var course =
        new Course(
            Colour.GREEN,
            Map.of(Colour.GREEN, fleet.revision(), Colour.BLUE, Fleets.revision("1.3.0")),
            Optional.empty(),
            Optional.of(new Kept(Colour.BLUE, World.NOW)),
            Optional.empty(),
            List.of());
    var plan =
        Decision.plan(
            fleet, new World().seen(), World.CREDENTIALS, Turn.none(course), Map.of(), World.NOW);

    assertThat(plan.wants())
        .extracting(want -> want.ref().toString())
        .contains("Deployment demo-west-blue", "HorizontalPodAutoscaler demo-west-green")
        .doesNotContain("HorizontalPodAutoscaler demo-west-blue");
  }

  @Test
  void relaysWithoutAColourStayUntilThoseWithOneAreReady() {
    var world =
        new World()
            .withObject(
                """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: demo-west, labels: {gunrelay.io/region: west}}
                spec: {replicas: 1}
                """)
            .withColouredPod("west", "", "former", "phase: Running");

    assertThat(plan(Fleets.fixed(1), world).prune()).isEmpty();
    assertThat(plan(Fleets.fixed(1), world).leads().colour()).isEqualTo(Colour.NONE);

    world.withReadyPod("demo-west-blue-1");
    assertThat(plan(Fleets.fixed(1), world).prune())
        .containsExactly(new Ref(Deployment.class, "demo-west"));
  }

  /** With so many relays when it began. */
  private static Turn rollout(Fleet fleet, int size) {
    var attempt =
        new Attempt(
            Colour.GREEN,
            fleet.revision().id(),
            RolloutPhase.Starting,
            0,
            0,
            World.NOW,
            World.NOW,
            Optional.empty(),
            Moved.NEVER,
            Optional.empty(),
            false,
            Map.of("west", size),
            Optional.empty());
    var course =
        new Course(
            Colour.BLUE,
            Map.of(Colour.BLUE, fleet.revision(), Colour.GREEN, Fleets.revision("1.5.0")),
            Optional.of(attempt),
            Optional.empty(),
            Optional.empty(),
            List.of());
    return new Turn(
        course,
        Map.of("west", new Turn.Way(0, Turn.Lean.SERVING, true)),
        List.of(),
        "",
        Optional.empty());
  }

  private static Plan plan(Fleet fleet, World world) {
    return Decision.plan(
        fleet, world.seen(), World.CREDENTIALS, World.turn(fleet), Map.of(), World.NOW);
  }

  private static Replicas replicas(Fleet fleet, World world) {
    return plan(fleet, world).wants().stream()
        .filter(want -> want.ref().kind() == Deployment.class)
        .map(Want::replicas)
        .findFirst()
        .orElseThrow();
  }
}
