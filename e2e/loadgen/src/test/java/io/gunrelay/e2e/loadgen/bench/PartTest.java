package io.gunrelay.e2e.loadgen.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PartTest {
  @Test
  void noNameMeansAllParts() {
    assertThat(Part.chosen("")).containsExactly(Part.values());
  }

  @Test
  void namedPartsAreChosenInTheirOrder() {
    assertThat(Part.chosen("fanout, start")).containsExactly(Part.START, Part.FANOUT);
  }

  @Test
  void anUnknownNameIsAnsweredWithTheKnownOnes() {
    assertThatThrownBy(() -> Part.chosen("fanuot"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fanuot")
        .hasMessageContaining("fanout");
  }
}
