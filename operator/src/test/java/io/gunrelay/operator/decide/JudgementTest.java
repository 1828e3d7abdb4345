package io.gunrelay.operator.decide;

import static io.gunrelay.operator.decide.Judged.NOW;
import static io.gunrelay.operator.decide.Judged.assertFinding;
import static io.gunrelay.operator.decide.Judged.judge;
import static io.gunrelay.operator.decide.Judged.judgeHosting;
import static io.gunrelay.operator.decide.Judged.relay;
import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.api.v1alpha1.Phase;
import io.gunrelay.operator.fleet.Door;
import io.gunrelay.operator.fleet.Entry;
import io.gunrelay.operator.fleet.Fleets;
import io.gunrelay.operator.fleet.Placement;
import io.gunrelay.operator.fleet.Reading;
import io.gunrelay.operator.fleet.Region;
import io.gunrelay.operator.rollout.Turn;
import io.gunrelay.relay.api.PeerReport;
import io.gunrelay.relay.api.RegionReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JudgementTest {

  private static final Entry ROUTED =
      new Entry("a.example", new Door.SharedGateway("public", null, null), null, List.of());

  @Test
  void aFleetWithoutAWorkloadIsBeingMade() {
    var verdict = judge(Fleets.fixed(2), new World());

    assertThat(verdict.phase()).isEqualTo(Phase.Pending);
    assertThat(verdict.message()).isEqualTo("0 of 2 relays are ready; the fleet is being made");
    assertFinding(verdict, Verdict.Type.Ready, false, Reason.NotAllReady);
    assertFinding(verdict, Verdict.Type.Progressing, true, Reason.Creating);
    assertFinding(verdict, Verdict.Type.Degraded, false, Reason.AsWanted);
  }

  @Test
  void aFleetWhoseRelaysAreAllReadyIsReady() {
    var verdict =
        judge(
            Fleets.fixed(2),
            new World().withDeployment(2, 2, 2).withReadyPod("a").withReadyPod("b"));

    assertThat(verdict.phase()).isEqualTo(Phase.Ready);
    assertThat(verdict.message()).isEqualTo("2 of 2 relays are ready");
    assertFinding(verdict, Verdict.Type.Ready, true, Reason.AllReady);
    assertFinding(verdict, Verdict.Type.Progressing, false, Reason.Complete);
    assertFinding(verdict, Verdict.Type.MonitoringAvailable, true, Reason.ServiceMonitorApplied);
  }

  @Test
  void aRolloutProgressesWhileClientsAreServed() {
    var verdict =
        judge(
            Fleets.fixed(2),
            new World().withDeployment(2, 3, 1).withReadyPod("a").withReadyPod("b"));

    assertThat(verdict.phase()).isEqualTo(Phase.Progressing);
    assertFinding(verdict, Verdict.Type.Ready, true, Reason.AllReady);
    assertFinding(verdict, Verdict.Type.Progressing, true, Reason.RollingOut);
  }

  @Test
  void aRolloutThatIsPutOffIsOnItsWayAndNoTrouble() {
    var fleet = Fleets.fixed(2);
    var former = World.turn(fleet.with(Fleets.revision("1.3.0"))).course();
    var turn =
        new Turn(
            former,
            Map.of(),
            List.of(),
            "waits until region west serves its clients again",
            Optional.empty(),
            Optional.of(fleet.revision()));
    var world = new World().withDeployment(2, 2, 2).withReadyPod("a").withReadyPod("b");
    var verdict =
        judge(fleet, world, new Progress(former, turn, 3, judgedNothing(), List.of()), NOW);

    assertThat(verdict.message())
        .isEqualTo(
            "2 of 2 relays are ready; the rollout of version 1.4.0, revision %s, waits until region west serves its clients again"
                .formatted(fleet.revision().id()));
    assertFinding(verdict, Verdict.Type.Ready, true, Reason.AllReady);
    assertFinding(verdict, Verdict.Type.Progressing, true, Reason.RollingOut);
    assertFinding(verdict, Verdict.Type.Degraded, false, Reason.AsWanted);
  }

  @Test
  void relaysForClientsOfOthersAreNotWaitedForAndCountOnceTheyAreReady() {
    var verdict =
        judgeHosting(
            Fleets.fixed(2),
            new World().withDeployment(4, 2, 2).withReadyPod("a").withReadyPod("b"),
            2);
    assertThat(verdict.message())
        .isEqualTo("2 of 2 relays are ready; relays are being added or removed");
    assertFinding(verdict, Verdict.Type.Ready, true, Reason.AllReady);
    assertFinding(verdict, Verdict.Type.Progressing, true, Reason.Scaling);

    verdict =
        judgeHosting(
            Fleets.fixed(2),
            new World()
                .withDeployment(4, 4, 4)
                .withReadyPod("a")
                .withReadyPod("b")
                .withReadyPod("c")
                .withPod("d", "phase: Pending"),
            2);
    assertThat(verdict.desired()).isEqualTo(3);
    assertFinding(verdict, Verdict.Type.Ready, true, Reason.AllReady);
    assertFinding(verdict, Verdict.Type.Progressing, true, Reason.Scaling);
  }

  @Test
  void ofTheRegionsOwnRelaysEachIsWaitedForMeanwhile() {
    var verdict =
        judgeHosting(
            Fleets.fixed(2),
            new World().withDeployment(4, 4, 4).withReadyPod("a").withPod("b", "phase: Pending"),
            2);

    assertThat(verdict.desired()).isEqualTo(2);
    assertFinding(verdict, Verdict.Type.Ready, false, Reason.NotAllReady);
    assertFinding(verdict, Verdict.Type.Progressing, true, Reason.Recovering);
  }

  private static io.gunrelay.operator.rollout.Judged judgedNothing() {
    return io.gunrelay.operator.rollout.Judged.nothing("");
  }

  @Test
  void aLostRelayIsComingBack() {
    var verdict =
        judge(
            Fleets.fixed(2),
            new World().withDeployment(2, 2, 2).withReadyPod("a").withPod("b", "phase: Pending"));

    assertThat(verdict.phase()).isEqualTo(Phase.Progressing);
    assertFinding(verdict, Verdict.Type.Ready, false, Reason.NotAllReady);
    assertFinding(verdict, Verdict.Type.Progressing, true, Reason.Recovering);
  }

  @Test
  void relaysOfADeletedFleetOfTheSameNameDoNotCount() {
    var verdict =
        judge(
            Fleets.fixed(2),
            new World()
                .withForeignObject(
                    """
                    apiVersion: apps/v1
                    kind: Deployment
                    metadata:
                      name: demo-west
                      ownerReferences:
                      - {apiVersion: gunrelay.io/v1alpha1, kind: GunRelayCluster, name: demo, uid: former, controller: true}
                    status: {observedGeneration: 1, replicas: 2, updatedReplicas: 2}
                    """)
                .withReadyPod("a")
                .withReadyPod("b"));

    assertThat(verdict.message()).isEqualTo("0 of 2 relays are ready; the fleet is being made");
    assertFinding(verdict, Verdict.Type.Ready, false, Reason.NotAllReady);
  }

  @Test
  void aFleetScaledToZeroIsAsItIsWanted() {
    var verdict = judge(Fleets.fixed(0), new World().withDeployment(0, 0, 0));

    assertThat(verdict.phase()).isEqualTo(Phase.Ready);
    assertFinding(verdict, Verdict.Type.Ready, true, Reason.ScaledToZero);
  }

  @Test
  void whatCouldNotBeWrittenComesFirst() {
    var verdict =
        judge(
            Fleets.fixed(1),
            new World(),
            List.of(new Trouble(Reason.NameTaken, "Service demo-west exists and is not ours")),
            NOW);

    assertFinding(verdict, Verdict.Type.Degraded, true, Reason.NameTaken);
  }

  @Test
  void aMissingKindIsAConditionAndNoTrouble() {
    var verdict =
        judge(
            Fleets.fixed(1),
            new World().withoutServiceMonitors().withDeployment(1, 1, 1).withReadyPod("a"));

    assertThat(verdict.phase()).isEqualTo(Phase.Ready);
    assertFinding(
        verdict, Verdict.Type.MonitoringAvailable, false, Reason.ServiceMonitorKindMissing);
  }

  @Test
  void clientsAreThoseOfTheRelaysThatThereAre() {
    var world =
        new World()
            .withDeployment(2, 2, 2)
            .withReadyPod("a")
            .withReadyPod("b")
            .withReport(
                new RegionReport(
                    relay("a", true, "", 3),
                    List.of(
                        new PeerReport("1:1", true, NOW, relay("b", true, "", 4), null),
                        new PeerReport("2:1", false, NOW, relay("gone", true, "", 50), null),
                        new PeerReport("3:1", false, null, null, null)),
                    null));

    assertThat(judge(Fleets.fixed(2), world).clients()).isEqualTo(7);
  }

  @Test
  void aFleetThatHasNotReportedHasNoNumberOfClients() {
    assertThat(
            judge(Fleets.fixed(1), new World().withDeployment(1, 1, 1).withReadyPod("a")).clients())
        .isNull();
  }

  @Test
  void anEntryThatTheClusterHasNoKindForIsATrouble() {
    var verdict =
        judge(
            Fleets.exposed(ROUTED),
            new World().withoutGatewayApi().withDeployment(2, 2, 2).withReadyPod("a"));

    assertFinding(verdict, Verdict.Type.Degraded, true, Reason.GatewayKindMissing);
    assertThat(verdict.message())
        .contains("install its CRDs")
        .contains("set exposure.type to Ingress");
  }

  @Test
  void aRouteThatTheGatewayDoesNotTakeIsATroubleInItsWords() {
    var verdict =
        judge(
            Fleets.exposed(ROUTED),
            new World()
                .withDeployment(2, 2, 2)
                .withReadyPod("a")
                .withObject(
                    """
                    apiVersion: gateway.networking.k8s.io/v1
                    kind: HTTPRoute
                    metadata: {name: demo}
                    status:
                      parents:
                      - controllerName: example.com/gateway
                        parentRef: {name: public}
                        conditions:
                        - {type: ResolvedRefs, status: "True", reason: ResolvedRefs, message: ""}
                        - {type: Accepted, status: "False", reason: NotAllowedByListeners, message: no listener lets it in}
                    """));

    assertFinding(verdict, Verdict.Type.Degraded, true, Reason.RouteRefused);
    assertThat(verdict.message())
        .contains("HTTPRoute demo (Accepted, NotAllowedByListeners): no listener lets it in");
  }

  @Test
  void aFleetWithoutRunningRelaysHasNoClients() {
    assertThat(judge(Fleets.fixed(1), new World().withDeployment(1, 0, 0)).clients()).isZero();
  }

  @Test
  void aResourceThatCannotBeReadIsDegradedAndSaysWhy() {
    var verdict =
        Judgement.of(new Reading.Refused("spec.regions", "is empty: name one region"), List.of());

    assertThat(verdict.phase()).isEqualTo(Phase.Degraded);
    assertThat(verdict.message()).isEqualTo("spec.regions is empty: name one region");
    assertFinding(verdict, Verdict.Type.Degraded, true, Reason.InvalidSpec);
  }

  @Test
  void theLineSaysWhichHostsLeadToOtherRegions() {
    var entry = Entry.byIngress("relay.example", null, null, List.of());
    var west =
        new Region("west", new Region.Scale.Fixed(1), new Placement.Preferred(), "west.example");
    var east =
        new Region("east", new Region.Scale.Fixed(1), new Placement.Preferred(), "east.example");
    var world =
        new World()
            .withPod("west", "demo-west-1", ready("False"))
            .withPod("east", "demo-east-1", ready("True"));

    assertThat(judge(Fleets.of(entry, west, east), world).message())
        .endsWith("; the host of west leads to relays of other regions");
  }

  private static String ready(String status) {
    return """
    phase: Running
    conditions: [{type: Ready, status: "%s", lastTransitionTime: "2026-01-01T00:00:00Z"}]
    """
        .formatted(status);
  }
}
