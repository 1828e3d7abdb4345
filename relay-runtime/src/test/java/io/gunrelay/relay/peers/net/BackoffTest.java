package io.gunrelay.relay.peers.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackoffTest {
  @Test
  void waitsTwiceAsLongEachTimeUpToHalfAMinuteWithChanceInIt() {
    Backoff backoff = new Backoff(new SplittableRandom(1));
    long due = 500;
    for (int i = 0; i < 12; i++) {
      assertThat(backoff.next()).isBetween(Duration.ofMillis(due / 2), Duration.ofMillis(due));
      due = Math.min(2 * due, 30_000);
    }
    backoff.reset();
    assertThat(backoff.next()).isLessThanOrEqualTo(Duration.ofMillis(500));
  }
}
