package io.gunrelay.operator.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.operator.decide.Reason;
import io.gunrelay.operator.decide.Verdict;
import io.gunrelay.operator.decide.Verdict.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;

class KstatusTest {

  @Test
  void aFleetThatIsAsWantedHasNoFurtherCondition() {
    assertThat(waiting(finding(Verdict.Type.Progressing, false, Reason.Complete))).isEmpty();
    assertThat(waiting(finding(Verdict.Type.Progressing, false, Reason.Paused))).isEmpty();
  }

  @Test
  void aFleetThatIsOnTheWayIsReconciling() {
    assertThat(waiting(finding(Verdict.Type.Progressing, true, Reason.RollingOut)))
        .containsExactly(finding(Verdict.Type.Reconciling, true, Reason.RollingOut));
  }

  @Test
  void whatStandsInTheWayIsToldRatherThanWhatIsOnIt() {
    assertThat(
            waiting(
                finding(Verdict.Type.Progressing, true, Reason.RollingOut),
                finding(Verdict.Type.Degraded, true, Reason.ImageUnavailable)))
        .containsExactly(finding(Verdict.Type.Stalled, true, Reason.ImageUnavailable));
  }

  @Test
  void whatMendsByItselfIsWaitedFor() {
    assertThat(
            waiting(
                finding(Verdict.Type.Progressing, false, Reason.Complete),
                finding(Verdict.Type.Degraded, true, Reason.ApiUnavailable)))
        .containsExactly(finding(Verdict.Type.Reconciling, true, Reason.ApiUnavailable));
  }

  private static List<Finding> waiting(Finding... findings) {
    return Kstatus.with(List.of(findings)).stream()
        .filter(finding ->
            finding.type() == Verdict.Type.Reconciling || finding.type() == Verdict.Type.Stalled)
        .toList();
  }

  private static Finding finding(Verdict.Type type, boolean holds, Reason reason) {
    return new Finding(type, holds, reason, "so it is");
  }
}
