package io.gunrelay.operator.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.operator.report.Figures.Advice;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FiguresTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:01:00Z");
  private static final Instant AGES_AGO = NOW.minusSeconds(600);
  private static final Instant JUST_NOW = NOW.minusSeconds(10);

  @Test
  void fivePercentAreNews() {
    assertThat(advise(100L, 105L, AGES_AGO)).isEqualTo(new Advice.Write());
    assertThat(advise(100L, 95L, AGES_AGO)).isEqualTo(new Advice.Write());
  }

  @Test
  void lessIsNot() {
    assertThat(advise(100L, 104L, AGES_AGO)).isEqualTo(new Advice.Leave());
    assertThat(advise(100L, 100L, AGES_AGO)).isEqualTo(new Advice.Leave());
  }

  @Test
  void newsWaitUntilHalfAMinuteAfterTheLast() {
    assertThat(advise(100L, 200L, JUST_NOW)).isEqualTo(new Advice.Wait(Duration.ofSeconds(20)));
    assertThat(advise(100L, 200L, NOW.minusSeconds(30))).isEqualTo(new Advice.Write());
  }

  @Test
  void theFirstClientAndTheLastAreToldAtOnce() {
    assertThat(advise(0L, 1L, JUST_NOW)).isEqualTo(new Advice.Write());
    assertThat(advise(1L, 0L, JUST_NOW)).isEqualTo(new Advice.Write());
  }

  @Test
  void theFirstReportIsToldAtOnce() {
    assertThat(advise(null, 7L, JUST_NOW)).isEqualTo(new Advice.Write());
  }

  @Test
  void whatIsNotKnownIsNotTold() {
    assertThat(advise(7L, null, AGES_AGO)).isEqualTo(new Advice.Leave());
  }

  private static Advice advise(
      @Nullable Long published, @Nullable Long current, Instant writtenAt) {
    return Figures.advise(published, current, writtenAt, NOW);
  }
}
