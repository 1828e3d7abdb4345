package io.gunrelay.e2e.loadgen.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProcessorUseTest {
  @Test
  void timeInTheProgramAndInTheKernelAreAdded() {
    String stat =
        "4711 (a name) S) S 1 4711 4711 0 -1 4194304 100 0 0 0 250 50 9 9 20 0 11 0 1234 999 1";

    assertThat(ProcessorUse.parse(stat)).isEqualTo(3.0);
  }

  @Test
  void theTimeForEachIsInMicroseconds() {
    ProcessorUse use = new ProcessorUse(2, Optional.of(3.0), 1);

    assertThat(use.relayProcessors()).hasValue(1.5);
    assertThat(use.relayMicrosEach(1_000_000)).hasValue(3.0);
    assertThat(use.ownMicrosEach(1_000_000)).isEqualTo(1.0);
    assertThat(use.relayMicrosEach(0)).isEmpty();
  }
}
