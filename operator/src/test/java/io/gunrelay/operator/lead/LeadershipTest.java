package io.gunrelay.operator.lead;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LeadershipTest {

  private final Leadership leadership = Leadership.contested();

  @Test
  void noRoundBeginsBeforeItIsWonNorAfterItIsLost() {
    assertThat(leadership.enter()).isFalse();
    leadership.win();
    assertThat(leadership.enter()).isTrue();
    leadership.leave();
    leadership.lose();
    assertThat(leadership.enter()).isFalse();
    assertThat(leadership.isIdle()).as("what was refused is not counted").isTrue();
  }

  @Test
  void aRoundThatHasBegunIsWaitedFor() throws InterruptedException {
    leadership.win();
    leadership.enter();
    leadership.lose();

    assertThat(leadership.awaitIdle(Duration.ofMillis(20))).isFalse();
    var round = Thread.ofVirtual().start(leadership::leave);
    assertThat(leadership.awaitIdle(Duration.ofSeconds(10))).isTrue();
    round.join();
  }

  @Test
  void whoWaitsForItIsToldEachTimeThatItIsWon() {
    var told = new AtomicInteger();
    leadership.whenWon(told::incrementAndGet);

    leadership.win();
    leadership.win();
    leadership.lose();
    leadership.win();

    assertThat(told).hasValue(2);
  }
}
