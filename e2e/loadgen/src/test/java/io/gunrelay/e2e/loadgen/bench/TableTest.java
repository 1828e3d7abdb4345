package io.gunrelay.e2e.loadgen.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {
  private final Figures ours = new Figures();
  private final Figures theirs = new Figures();

  @Test
  void moreIsBetterOfPutsAndLessIsBetterOfMemory() {
    ours.add(Measure.PUTS_1, 900);
    theirs.add(Measure.PUTS_1, 300);
    ours.add(Measure.IDLE_MEMORY, 30);
    theirs.add(Measure.IDLE_MEMORY, 60);

    String text = new Table(ours, theirs).text();

    assertThat(text).contains("900 /s").contains("3.00 ×").contains("2.00 ×");
    assertThat(text).doesNotContain("behind");
  }

  @Test
  void aLineOnWhichOursIsBehindSaysSo() {
    ours.add(Measure.START, 400);
    theirs.add(Measure.START, 200);

    assertThat(new Table(ours, theirs).markdown()).contains("behind: 0.50 ×");
  }

  @Test
  void aLineThatOneRelayLacksIsLeftOut() {
    ours.add(Measure.START, 400);

    assertThat(new Table(ours, theirs).text().lines()).hasSize(1);
  }

  @Test
  void theFigureOfSeveralRoundsIsTheirMedian() {
    for (double value : new double[] {5, 1, 100}) {
      ours.add(Measure.START, value);
    }
    theirs.add(Measure.START, 1);
    theirs.add(Measure.START, 2);

    assertThat(ours.median(Measure.START)).hasValue(5);
    assertThat(theirs.median(Measure.START)).hasValue(1.5);
    assertThat(ours.median(Measure.PUTS_1)).isEmpty();
  }

  @Test
  void markdownRowsAllHaveFourCells() {
    for (Measure measure : Measure.values()) {
      ours.add(measure, 1);
      theirs.add(measure, 2);
    }

    assertThat(new Table(ours, theirs).markdown().lines())
        .hasSize(Measure.values().length + 2)
        .allMatch(row -> row.chars().filter(c -> c == '|').count() == 5);
  }
}
