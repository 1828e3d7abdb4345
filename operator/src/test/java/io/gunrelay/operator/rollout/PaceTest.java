package io.gunrelay.operator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PaceTest {

  @Test
  void fiftyClientsOfEachRelayGoFirst() {
    assertThat(Pace.asBefore(Moved.NEVER)).isEqualTo(new Pace(50, false));
    assertThat(new Pace(100, false).most(3)).isEqualTo(300);
  }

  @Test
  void twiceAsManyGoAfterThoseWhoArrivedSoon() {
    assertThat(Pace.after(moved(100), Duration.ofSeconds(5)).most(1)).isEqualTo(200);
  }

  @Test
  void tellingMoreOfThemMayTakeLonger() {
    assertThat(Pace.after(moved(400), Duration.ofSeconds(8)).most(1)).isEqualTo(800);
    assertThat(Pace.after(moved(400), Duration.ofSeconds(9)).most(1)).isEqualTo(400);
  }

  @Test
  void halfAsManyGoAfterThoseWhoArrivedLate() {
    assertThat(Pace.after(moved(400), Duration.ofSeconds(11)).most(1)).isEqualTo(200);
    assertThat(Pace.after(moved(50), Duration.ofSeconds(20)).most(1)).isEqualTo(50);
  }

  @Test
  void whoGoesBackDoesSoWithinSeconds() {
    assertThat(Pace.HURRIED.most(3)).isEqualTo(Long.MAX_VALUE);
    assertThat(Pace.HURRIED.rate(20_000)).isEqualTo(5_000);
    assertThat(Pace.HURRIED.rate(20)).isEqualTo(100);
  }

  @Test
  void fewAreToldMoreSlowlyThanMany() {
    assertThat(new Pace(50, false).rate(10)).isEqualTo(25);
    assertThat(new Pace(50, false).rate(50)).isEqualTo(25);
    assertThat(new Pace(100, false).rate(100)).isEqualTo(50);
    assertThat(new Pace(400, false).rate(400)).isEqualTo(100);
  }

  private static Moved moved(long pace) {
    return new Moved(Instant.EPOCH, 1_000, pace);
  }
}
