package io.gunrelay.operator.decide;

import static io.gunrelay.operator.decide.Judged.NOW;
import static io.gunrelay.operator.decide.Judged.assertFinding;
import static io.gunrelay.operator.decide.Judged.judge;
import static io.gunrelay.operator.decide.Judged.report;
import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.api.v1alpha1.Phase;
import io.gunrelay.operator.fleet.Fleets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pods that do not become ready are named, with the reason and what to do. */
class PodTroublesTest {

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
}
