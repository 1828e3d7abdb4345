package io.gunrelay.e2e.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SyncTimesTest {

  @Test
  void percentilesAreTimesThatWereMeasured() {
    SyncTimes times = new SyncTimes();
    for (int ms = 100; ms > 0; ms--) {
      times.add(ms);
    }

    assertThat(times.percentile(0.5)).isEqualTo(50);
    assertThat(times.percentile(0.99)).isEqualTo(99);
    assertThat(times).hasToString("median 50.0 ms, p99 99.0 ms, slowest 100.0 ms");
  }
}
