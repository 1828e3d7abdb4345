package io.gunrelay.operator.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.gunrelay.api.v1alpha1.GunRelayClusterStatus;
import io.gunrelay.api.v1alpha1.Phase;
import io.gunrelay.operator.decide.Reason;
import io.gunrelay.operator.decide.Verdict;
import io.gunrelay.operator.decide.Verdict.Finding;
import io.gunrelay.operator.report.EventLog.Severity;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StateEventsTest {

  @Test
  void aNewPhaseIsAnEvent() {
    assertThat(StateEvents.of(status(Phase.Progressing, null), ready()))
        .hasValueSatisfying(event -> {
          assertThat(event.severity()).isEqualTo(Severity.Normal);
          assertThat(event.reason()).isEqualTo(Reason.AllReady);
        });
  }

  @Test
  void theSamePhaseIsNone() {
    assertThat(StateEvents.of(status(Phase.Ready, null), ready())).isEmpty();
    assertThat(
            StateEvents.of(
                status(Phase.Degraded, Reason.Unschedulable), degraded(Reason.Unschedulable)))
        .isEmpty();
  }

  @Test
  void anotherTroubleIsAWarning() {
    assertThat(
            StateEvents.of(
                status(Phase.Degraded, Reason.Unschedulable), degraded(Reason.CrashLooping)))
        .hasValueSatisfying(event -> assertThat(event.severity()).isEqualTo(Severity.Warning));
  }

  private static Verdict ready() {
    return new Verdict(
        Phase.Ready,
        "2 of 2 relays are ready",
        List.of(new Finding(Verdict.Type.Ready, true, Reason.AllReady, "")),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  private static Verdict degraded(Reason reason) {
    return new Verdict(
        Phase.Degraded,
        "so it is",
        List.of(new Finding(Verdict.Type.Degraded, true, reason, "")),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  private static GunRelayClusterStatus status(Phase phase, @Nullable Reason degraded) {
    var conditions =
        degraded == null
            ? List.<Condition>of()
            : List.of(
                new ConditionBuilder()
                    .withType("Degraded")
                    .withStatus("True")
                    .withReason(degraded.name())
                    .build());
    return new GunRelayClusterStatus(
        1L,
        phase,
        "",
        conditions,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }
}
