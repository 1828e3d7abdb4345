package io.gunrelay.e2e.loadgen.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpenLoopTest {
  private static final long MILLI = 1_000_000;

  @Test
  void nothingIsDueBeforeTheStart() {
    assertThat(new OpenLoop(1_000, 10, 5).due(999)).isZero();
  }

  @Test
  void theFirstIsDueAtTheStartAndTheOthersEvenlyAfterIt() {
    OpenLoop loop = new OpenLoop(0, 100, 1_000);

    assertThat(loop.due(0)).isEqualTo(1);
    assertThat(loop.due(10 * MILLI)).isEqualTo(2);
    assertThat(loop.dueNanos(7)).isEqualTo(70 * MILLI);
  }

  @Test
  void aSenderThatFellBehindOwesEverythingAndKeepsTheTimesAtWhichItWasDue() {
    OpenLoop loop = new OpenLoop(0, 100, 1_000);

    assertThat(loop.due(95 * MILLI)).isEqualTo(10);
    assertThat(loop.dueNanos(loop.take())).isZero();
    assertThat(loop.dueNanos(loop.take())).isEqualTo(10 * MILLI);
    assertThat(loop.due(95 * MILLI)).isEqualTo(8);
  }

  @Test
  void theScheduleEnds() {
    OpenLoop loop = new OpenLoop(0, 100, 2);
    loop.take();
    loop.take();

    assertThat(loop.due(1_000 * MILLI)).isZero();
    assertThat(loop.done()).isTrue();
  }
}
