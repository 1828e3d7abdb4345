package io.gunrelay.operator.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.operator.decide.Reason;
import io.gunrelay.operator.decide.Verdict;
import io.gunrelay.operator.decide.Verdict.Finding;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionsTest {

  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant LATER = Instant.parse("2026-01-01T01:00:00Z");

  private static final Finding NOT_READY =
      new Finding(Verdict.Type.Ready, false, Reason.NotAllReady, "0 of 2");
  private static final Finding LESS_UNREADY =
      new Finding(Verdict.Type.Ready, false, Reason.NotAllReady, "1 of 2");
  private static final Finding READY =
      new Finding(Verdict.Type.Ready, true, Reason.AllReady, "2 of 2");

  @Test
  void theTimeOfTheTransitionStaysWhileTheStateDoes() {
    var first = Conditions.of(List.of(NOT_READY), List.of(), 1, FIRST);
    var second = Conditions.of(List.of(LESS_UNREADY), first, 2, LATER);

    assertThat(second)
        .singleElement()
        .satisfies(condition -> {
          assertThat(condition.getLastTransitionTime()).isEqualTo("2026-01-01T00:00:00Z");
          assertThat(condition.getMessage()).isEqualTo("1 of 2");
          assertThat(condition.getObservedGeneration()).isEqualTo(2);
        });
  }

  @Test
  void anotherStateIsATransition() {
    var first = Conditions.of(List.of(NOT_READY), List.of(), 1, FIRST);

    assertThat(Conditions.of(List.of(READY), first, 1, LATER))
        .singleElement()
        .satisfies(condition ->
            assertThat(condition.getLastTransitionTime()).isEqualTo("2026-01-01T01:00:00Z"));
  }
}
