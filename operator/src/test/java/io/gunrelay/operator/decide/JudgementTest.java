package io.gunrelay.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.api.v1alpha1.Phase;
import io.gunrelay.operator.decide.Verdict.Finding;
import io.gunrelay.operator.fleet.Door;
import io.gunrelay.operator.fleet.Entry;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Fleets;
import io.gunrelay.operator.fleet.Placement;
import io.gunrelay.operator.fleet.Reading;
import io.gunrelay.operator.fleet.Region;
import io.gunrelay.relay.api.ConfigReport;
import io.gunrelay.relay.api.FileDigest;
import io.gunrelay.relay.api.Load;
import io.gunrelay.relay.api.PeerReport;
import io.gunrelay.relay.api.RegionReport;
import io.gunrelay.relay.api.RelayReport;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgementTest {

  private static final Entry ROUTED =
      new Entry("a.example", new Door.SharedGateway("public", null, null), null, List.of());

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:30Z");

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
  void configurationIsOnItsWayToThoseWhoHaveAnotherOneInForce() {
    var verdict =
        judge(
            Fleets.fixed(2),
            configured()
                .withReport(
                    new RegionReport(
                        having("a", new ConfigReport(DIGEST, List.of(), null)),
                        List.of(peer(having("b", new ConfigReport("other", List.of(), null)))),
                        null)));

    assertThat(verdict.phase()).isEqualTo(Phase.Progressing);
    assertThat(verdict.message())
        .isEqualTo("2 of 2 relays are ready; configuration is on its way to 1 of 2");
    assertFinding(verdict, Verdict.Type.Ready, true, Reason.AllReady);
    assertFinding(verdict, Verdict.Type.Progressing, true, Reason.Configuring);
  }

  @Test
  void ofRelaysThatDoNotSayWhatTheyHaveInForceNothingIsAwaited() {
    var verdict =
        judge(
            Fleets.fixed(2),
            configured().withReport(new RegionReport(having("a", null), List.of(), null)));

    assertThat(verdict.phase()).isEqualTo(Phase.Ready);
  }

  @Test
  void aRelayThatWasStartedWithAFormerFileIsNamedOnceNothingRollsOut() {
    var report =
        new RegionReport(
            having("a", new ConfigReport(DIGEST, List.of("durability"), null)), List.of(), null);

    assertThat(judge(Fleets.fixed(2), configured().withReport(report)).message())
        .contains("pod a was started with other values of durability: delete it");
    assertThat(
            judge(
                    Fleets.fixed(2),
                    new World()
                        .withDeployment(2, 3, 1)
                        .withReadyPod("a")
                        .withReadyPod("b")
                        .withReport(report))
                .message())
        .contains("relays are being replaced");
  }

  private static final String DIGEST =
      FileDigest.of("maxConnections: 7".getBytes(StandardCharsets.UTF_8));

  private static World configured() {
    return new World()
        .withObject(
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: demo-west-blue, labels: {gunrelay.io/region: west, gunrelay.io/colour: blue}}
            data: {relay.yaml: "maxConnections: 7"}
            """)
        .withDeployment(2, 2, 2)
        .withReadyPod("a")
        .withReadyPod("b");
  }

  private static RelayReport having(String name, @Nullable ConfigReport config) {
    return new RelayReport(
        name, "1.4.0", "west", "00", NOW, true, "serving", new Load(0, 0, 0, 0), config, null);
  }

  private static PeerReport peer(RelayReport relay) {
    return new PeerReport("10.0.0.1:8766", true, NOW, relay, null);
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ErrImagePull | ImageUnavailable",
        "ImagePullBackOff | ImageUnavailable",
        "InvalidImageName | ImageUnavailable",
        "ErrImageNeverPull | ImageUnavailable",
        "CreateContainerConfigError | ContainerNotCreated",
        "RunContainerError | ContainerNotCreated",
        "CrashLoopBackOff | CrashLooping",
      })
  void aPodThatCannotRunDegradesTheFleetAndIsNamed(String waiting, Reason reason) {
    var verdict =
        judge(
            Fleets.fixed(1),
            new World()
                .withDeployment(1, 1, 1)
                .withPod(
                    "demo-west-x",
                    """
                    phase: Pending
                    containerStatuses:
                    - {name: relay, image: "r:1", ready: false, state: {waiting: {reason: %s, message: because}}}
                    """
                        .formatted(waiting)));

    assertThat(verdict.phase()).isEqualTo(Phase.Degraded);
    assertFinding(verdict, Verdict.Type.Degraded, true, reason);
    assertThat(verdict.message()).startsWith("0 of 1 relay is ready; demo-west-x ");
  }

  @Test
  void aRelayThatRanOutOfMemoryIsToldFromOneThatCrashed() {
    var verdict =
        judge(
            Fleets.fixed(1),
            new World()
                .withDeployment(1, 1, 1)
                .withPod(
                    "demo-west-x",
                    """
                    phase: Running
                    containerStatuses:
                    - name: relay
                      ready: false
                      restartCount: 4
                      state: {waiting: {reason: CrashLoopBackOff}}
                      lastState: {terminated: {reason: OOMKilled, exitCode: 137}}
                    """));

    assertFinding(verdict, Verdict.Type.Degraded, true, Reason.OutOfMemory);
    assertThat(verdict.message()).contains("4 times").contains("spec.resources.limits.memory");
  }

  @Test
  void aPodThatNoNodeTakesIsNamedWithTheSchedulersWords() {
    var verdict =
        judge(
            Fleets.fixed(1),
            new World()
                .withDeployment(1, 1, 1)
                .withPod(
                    "demo-west-x",
                    """
                    phase: Pending
                    conditions:
                    - {type: PodScheduled, status: "False", reason: Unschedulable, message: "0/2 nodes are available: 2 Insufficient cpu."}
                    """));

    assertFinding(verdict, Verdict.Type.Degraded, true, Reason.Unschedulable);
    assertThat(verdict.message()).contains("2 Insufficient cpu");
  }

  @Test
  void aQuotaThatIsReachedIsNamed() {
    var verdict =
        judge(
            Fleets.fixed(2),
            new World()
                .withObject(
                    """
                    apiVersion: apps/v1
                    kind: Deployment
                    metadata: {name: demo-west-blue, generation: 1}
                    spec: {replicas: 2}
                    status:
                      observedGeneration: 1
                      conditions:
                      - {type: ReplicaFailure, status: "True", reason: FailedCreate, message: 'pods "x" is forbidden: exceeded quota: pods'}
                    """));

    assertFinding(verdict, Verdict.Type.Degraded, true, Reason.QuotaExceeded);
  }

  @Test
  void aRelayIsGivenAMinuteToBecomeReady() {
    var world =
        new World()
            .withDeployment(1, 1, 1)
            .withPod(
                "demo-west-x",
                """
                phase: Running
                containerStatuses:
                - {name: relay, ready: false, started: true, state: {running: {startedAt: "2026-01-01T00:00:00Z"}}}
                """)
            .withReport(report("demo-west-x", false, "waits for the first peer", 0));

    assertFinding(judge(Fleets.fixed(1), world), Verdict.Type.Degraded, false, Reason.AsWanted);

    var later = judge(Fleets.fixed(1), world, NOW.plusSeconds(60));
    assertFinding(later, Verdict.Type.Degraded, true, Reason.NotBecomingReady);
    assertThat(later.message()).contains("waits for the first peer");
  }

  @Test
  void aRelayThatSaysTooMuchIsCutShort() {
    var world =
        new World()
            .withDeployment(1, 1, 1)
            .withPod(
                "demo-west-x",
                """
                phase: Running
                containerStatuses:
                - {name: relay, ready: false, started: true, state: {running: {startedAt: "2026-01-01T00:00:00Z"}}}
                """)
            .withReport(report("demo-west-x", false, "x\n".repeat(100_000), 0));

    assertThat(judge(Fleets.fixed(1), world, NOW.plusSeconds(60)).message())
        .hasSizeLessThan(2_000)
        .doesNotContain("\n");
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

  private static RegionReport report(String name, boolean ready, String message, long clients) {
    return new RegionReport(relay(name, ready, message, clients), List.of(), null);
  }

  private static RelayReport relay(String name, boolean ready, String message, long clients) {
    return new RelayReport(
        name, "1.4.0", "west", "00", NOW, ready, message, new Load(clients, 0, 0, 0), null, null);
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

  private static Verdict judge(Fleet fleet, World world) {
    return judge(fleet, world, NOW);
  }

  private static Verdict judge(Fleet fleet, World world, Instant now) {
    return judge(fleet, world, List.of(), now);
  }

  private static Verdict judge(Fleet fleet, World world, List<Trouble> failures, Instant now) {
    var plan = Decision.plan(fleet, world.seen(), World.CREDENTIALS, World.turn(fleet), now);
    return Judgement.of(
        fleet,
        World.progress(fleet),
        List.of(new Share(plan, world.seen(), failures)),
        List.of(),
        now);
  }

  private static void assertFinding(
      Verdict verdict, Verdict.Type type, boolean holds, Reason reason) {
    assertThat(verdict.findings())
        .filteredOn(finding -> finding.type() == type)
        .singleElement()
        .extracting(Finding::holds, Finding::reason)
        .containsExactly(holds, reason);
  }
}
