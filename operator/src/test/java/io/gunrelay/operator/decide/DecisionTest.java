package io.gunrelay.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.gunrelay.operator.decide.Plan.Monitoring;
import io.gunrelay.operator.decide.Want.Replicas;
import io.gunrelay.operator.fleet.Door;
import io.gunrelay.operator.fleet.Entry;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Fleets;
import io.gunrelay.operator.fleet.Storage;
import java.util.List;
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

  private static Plan plan(Fleet fleet, World world) {
    return Decision.plan(fleet, world.seen(), World.CREDENTIALS, World.turn(fleet), World.NOW);
  }

  private static Replicas replicas(Fleet fleet, World world) {
    return plan(fleet, world).wants().stream()
        .filter(want -> want.ref().kind() == Deployment.class)
        .map(Want::replicas)
        .findFirst()
        .orElseThrow();
  }
}
