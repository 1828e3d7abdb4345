package io.gunrelay.relay.replication.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RedialTest {
  /** Gives the middle of every range, so that nothing is jittered. */
  private static final RandomGenerator MIDDLE =
      new RandomGenerator() {
        @Override
        public long nextLong() {
          return 0;
        }

        @Override
        public long nextLong(long bound) {
          return bound / 2;
        }
      };

  private final Redial redial = new Redial(MIDDLE);

  @Test
  void aPeerThatCannotBeReachedIsDialledMoreSeldomButEachSecond() {
    assertThat(next(6)).containsExactly(100, 200, 400, 800, 1_000, 1_000);
  }

  @Test
  void aLinkThatBreaksIsDialledSoon() {
    next(6);
    redial.linked();
    assertThat(next(2)).containsExactly(100, 200);
  }

  @Test
  void whatLeadsToThisRelayItselfIsDialledOnceInAMinuteInTheEnd() {
    assertThat(needless(true, 7))
        .containsExactly(2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000);
  }

  @Test
  void anotherAddressOfALinkedRelayIsDialledEachTenSeconds() {
    assertThat(needless(false, 5)).containsExactly(2_000, 4_000, 8_000, 10_000, 10_000);
  }

  @Test
  void whereAnotherRelayAnswersInItsPlaceTheWaitsBeginAgain() {
    needless(true, 7);
    redial.answered();
    assertThat(needless(true, 1)).containsExactly(2_000);
  }

  @Test
  void relaysDoNotDialAtTheSameInstants() {
    Redial chance = new Redial(new SplittableRandom(7));
    for (int i = 0; i < 1_000; i++) {
      assertThat(chance.jittered(Duration.ofSeconds(1)))
          .isBetween(Duration.ofMillis(500), Duration.ofMillis(1_500));
    }
    assertThat(chance.jittered(Duration.ofSeconds(1)))
        .isNotEqualTo(chance.jittered(Duration.ofSeconds(1)));
  }

  private int[] next(int count) {
    return IntStream.range(0, count).map(i -> (int) redial.next().toMillis()).toArray();
  }

  private int[] needless(boolean own, int count) {
    return IntStream.range(0, count)
        .map(i -> {
          redial.needless(own);
          return (int) redial.next().toMillis();
        })
        .toArray();
  }
}
