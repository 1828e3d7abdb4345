package io.gunrelay.e2e.loadgen.relays;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricsTest {
  private final Metrics metrics =
      Metrics.parse(
          """
          # HELP jvm_memory_used_bytes The amount of used memory
          jvm_memory_used_bytes{area="heap",id="G1 Eden Space"} 1000.0
          jvm_memory_used_bytes{area="heap",id="G1 Old Gen"} 2.5E3
          jvm_memory_used_bytes{area="nonheap",id="Metaspace"} 7000.0
          jvm_buffer_memory_used_bytes{id="direct"} 400.0
          jvm_buffer_memory_used_bytes{id="mapped"} 50.0
          gunrelay_store_bytes 12.0
          gunrelay_store_bytes_other 1.0
          """);

  @Test
  void seriesOfOneNameAreAddedUp() {
    assertThat(metrics.sum("jvm_memory_used_bytes", "")).isEqualTo(10_500);
    assertThat(metrics.sum("gunrelay_store_bytes", "")).isEqualTo(12);
  }

  @Test
  void heapAndDirectBuffersAreWhatLives() {
    assertThat(metrics.heapAndDirectBytes()).isEqualTo(3_900);
  }
}
