package io.gunrelay.operator.relays;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.operator.relays.Inquiry.Attempt;
import io.gunrelay.relay.api.Load;
import io.gunrelay.relay.api.RegionReport;
import io.gunrelay.relay.api.RelayReport;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class InquiryTest {

  private static final Address A = new Address.Direct("10.0.0.1:9090");
  private static final Address B = new Address.Direct("10.0.0.2:9090");
  private static final Address C = new Address.Direct("10.0.0.3:9090");

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final Inquiry inquiry = new Inquiry(now);

  @Test
  void theSameIsAskedAsLongAsItAnswers() {
    inquiry.direct(List.of(A, B), now);

    for (int i = 0; i < 5; i++) {
      answers(asked(A));
    }
  }

  @Test
  void whoDoesNotAnswerSoonIsNotWaitedForWhereAnotherCanBeAsked() {
    inquiry.direct(List.of(A, B), now);
    var hanging = asked(A);
    assertThat(inquiry.begin(now.plusMillis(500))).isEmpty();

    answers(asked(B));
    inquiry.failed(hanging);

    asked(B);
  }

  @Test
  void whoIsAloneIsWaitedFor() {
    inquiry.direct(List.of(A), now);
    var attempt = asked(A);
    second();
    assertThat(inquiry.begin(now)).isEmpty();

    inquiry.failed(attempt);
    asked(A);
  }

  @Test
  void whoAnswersLateIsHeardAndWhoAnswersSoonIsAskedFromThenOn() {
    inquiry.direct(List.of(A, B), now);
    var late = asked(A);
    answers(asked(B));
    second();
    answers(late);

    assertThat(inquiry.heard()).contains(now);
    asked(B);
  }

  @Test
  void whatIsKnownIsGivenUpOnlyWhenNobodyAnswersBetween() {
    inquiry.direct(List.of(A, B), now);
    answers(asked(A));
    var first = asked(A);
    var second = asked(B);
    answers(asked(A));
    for (var attempt : List.of(first, second, first)) {
      assertThat(inquiry.failed(attempt)).isFalse();
    }
    assertThat(inquiry.report()).isPresent();

    assertThat(inquiry.failed(asked(A))).isFalse();
    assertThat(inquiry.failed(asked(B))).isFalse();
    assertThat(inquiry.failed(asked(A))).isTrue();
    assertThat(inquiry.report()).isEmpty();
  }

  @Test
  void theFirstIsTriedOnceMoreAndThenTheOneThatAnsweredIsAskedAgain() {
    inquiry.direct(List.of(A, B, C), now);
    inquiry.failed(asked(A));
    inquiry.failed(asked(B));
    for (int i = 0; i < 30; i++) {
      answers(asked(C));
    }
    asked(A);

    answers(asked(C));
    answers(asked(C));
  }

  private Attempt asked(Address whom) {
    second();
    var attempt = inquiry.begin(now).orElseThrow();
    assertThat(attempt.address()).isEqualTo(whom);
    return attempt;
  }

  private void answers(Attempt attempt) {
    inquiry.answered(attempt, report(), now);
  }

  private void second() {
    now = now.plusSeconds(1);
  }

  private static RegionReport report() {
    return new RegionReport(
        new RelayReport(
            "a", "1.4.0", "west", "00", Instant.EPOCH, true, "", new Load(0, 0, 0, 0), null, null),
        List.of(),
        null);
  }
}
