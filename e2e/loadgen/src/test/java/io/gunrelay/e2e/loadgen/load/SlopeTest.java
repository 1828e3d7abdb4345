package io.gunrelay.e2e.loadgen.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SlopeTest {
  private final Slope slope = new Slope();

  @Test
  void whatIsThereAnywayDoesNotCount() {
    slope.add(1_000, 100 + 3);
    slope.add(2_000, 100 + 6);
    slope.add(4_000, 100 + 12);

    assertThat(slope.perUnit()).isCloseTo(0.003, within(1e-9));
    assertThat(slope.at(50_000)).isCloseTo(250, within(1e-6));
    assertThat(slope.growth()).isCloseTo(9, within(1e-9));
    assertThat(slope.last()).isEqualTo(112);
  }

  @Test
  void onePointHasNoSlope() {
    slope.add(5, 7);

    assertThat(slope.perUnit()).isZero();
  }
}
