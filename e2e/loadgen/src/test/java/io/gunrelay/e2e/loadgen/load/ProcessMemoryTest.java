package io.gunrelay.e2e.loadgen.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ProcessMemoryTest {
  @Test
  void theFiguresOfAStatusFileAreRead() throws IOException {
    ProcessMemory memory =
        ProcessMemory.parse(
            """
            Name:\tnode
            VmPeak:\t  9000 kB
            VmRSS:\t   58340 kB
            RssAnon:\t   16716 kB
            Threads:\t11
            """);

    assertThat(memory).isEqualTo(new ProcessMemory(58_340, 16_716));
  }

  @Test
  void aProcessThatHasEndedHasNoMemory() {
    assertThatThrownBy(() -> ProcessMemory.parse("Name:\tnode\nState:\tZ (zombie)\n"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("has ended");
  }
}
