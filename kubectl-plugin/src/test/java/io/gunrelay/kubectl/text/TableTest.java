package io.gunrelay.kubectl.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void columnsAreAsWideAsTheirWidestCellAndNoLineEndsWithBlanks() {
    assertThat(new Table("NAME", "AGE").row("quickstart", "3m").row("a", "").lines())
        .containsExactly("NAME        AGE", "quickstart  3m", "a");
  }

  @Test
  void agesHaveTheirTwoLargestUnits() {
    assertThat(Ages.of(Duration.ofSeconds(59))).isEqualTo("59s");
    assertThat(Ages.of(Duration.ofSeconds(195))).isEqualTo("3m15s");
    assertThat(Ages.of(Duration.ofMinutes(60 * 25 + 61))).isEqualTo("1d2h");
    assertThat(Ages.of(Duration.ofDays(30).plusHours(5))).isEqualTo("30d");
    assertThat(Ages.since("not a time", Instant.EPOCH)).isEqualTo("?");
  }
}
