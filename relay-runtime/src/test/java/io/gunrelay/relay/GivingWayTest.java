package io.gunrelay.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GivingWayTest {
  private final long[] now = {0};
  private final GivingWay givingWay = new GivingWay(() -> now[0], new Random(1));

  @Test
  void aRelayStaysWhileNoOtherIsReady() {
    for (int second = 0; second < 100; second++) {
      now[0] = Duration.ofSeconds(second).toNanos();
      assertThat(givingWay.isDone(false, true)).isFalse();
      assertThat(givingWay.isOn()).isFalse();
    }
  }

  @Test
  void itEndsOnceAnotherHasBeenReadyForAWhile() {
    assertThat(firstSecond(true)).isBetween(3, 8);
  }

  @Test
  void itWaitsForItsChangesToBeTakenButNotForEver() {
    assertThat(firstSecond(false)).isEqualTo(30);
  }

  @Test
  void itBeginsAnewWhenTheOtherIsNotReadyInBetween() {
    assertThat(givingWay.isDone(true, true)).isFalse();
    assertThat(givingWay.isOn()).isTrue();
    now[0] = Duration.ofSeconds(60).toNanos();
    assertThat(givingWay.isDone(false, true)).isFalse();
    assertThat(givingWay.isOn()).isFalse();
    assertThat(givingWay.isDone(true, true)).isFalse();
  }

  private int firstSecond(boolean confirmed) {
    int second = 0;
    while (!givingWay.isDone(true, confirmed)) {
      second++;
      now[0] = Duration.ofSeconds(second).toNanos();
    }
    return second;
  }
}
