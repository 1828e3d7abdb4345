package io.gunrelay.e2e.loadgen.bench;

import static io.gunrelay.e2e.loadgen.bench.Contestant.GUN_JS;
import static io.gunrelay.e2e.loadgen.bench.Contestant.GUN_RELAY;
import static io.gunrelay.e2e.loadgen.bench.Contestant.RAW_NETTY;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {
  private final Figures figures = new Figures();

  @Test
  void moreIsBetterOfPutsAndLessIsBetterOfMemory() {
    figures.add(Measure.PUTS_1, GUN_RELAY, 900);
    figures.add(Measure.PUTS_1, GUN_JS, 300);
    figures.add(Measure.IDLE_MEMORY, GUN_RELAY, 30);
    figures.add(Measure.IDLE_MEMORY, GUN_JS, 60);

    assertThat(figures.advantage(Measure.PUTS_1, GUN_JS)).hasValue(3.0);
    assertThat(figures.advantage(Measure.IDLE_MEMORY, GUN_JS)).hasValue(2.0);
    assertThat(new Table(figures).text()).contains("900 /s").contains("3.00").contains("2.00");
  }

  @Test
  void anAimIsMetWhenEverythingThatItAsksForIs() {
    fanout(950_000, 90_000, 1_000_000);
    assertThat(row("Fan-out to 200, batched")).endsWith("yes");
  }

  @Test
  void anAimIsMissedWhenOnePartOfItIs() {
    fanout(950_000, 90_000, 1_900_000);
    assertThat(row("Fan-out to 200, batched")).endsWith("no");
  }

  @Test
  void aBoundIsHeldAgainstOurFigureAlone() {
    figures.add(Measure.HALF_200_P99, GUN_RELAY, 5.1);
    assertThat(row("… 99th percentile")).contains("≤ 5").endsWith("no");
  }

  @Test
  void whatWasNotMeasuredOfOursIsLeftOutAndOfOthersIsEmpty() {
    figures.add(Measure.START, GUN_RELAY, 400);
    figures.add(Measure.PUTS_1, GUN_JS, 4);

    assertThat(new Table(figures).text().lines()).hasSize(2);
  }

  @Test
  void theFigureOfSeveralRoundsIsTheirMedian() {
    for (double value : new double[] {5, 1, 100}) {
      figures.add(Measure.START, GUN_RELAY, value);
    }
    figures.add(Measure.START, GUN_JS, 1);
    figures.add(Measure.START, GUN_JS, 2);

    assertThat(figures.median(Measure.START, GUN_RELAY)).hasValue(5.0);
    assertThat(figures.median(Measure.START, GUN_JS)).hasValue(1.5);
    assertThat(figures.median(Measure.START, RAW_NETTY)).isEmpty();
  }

  @Test
  void markdownRowsAllHaveTheSameCells() {
    for (Measure measure : Measure.values()) {
      for (Contestant whose : Contestant.values()) {
        figures.add(measure, whose, 1);
      }
    }

    assertThat(new Table(figures).markdown().lines())
        .hasSize(Measure.values().length + 2)
        .allMatch(row -> row.chars().filter(c -> c == '|').count() == 9);
  }

  private void fanout(double ours, double gunJs, double raw) {
    figures.add(Measure.FANOUT_200, GUN_RELAY, ours);
    figures.add(Measure.FANOUT_200, GUN_JS, gunJs);
    figures.add(Measure.FANOUT_200, RAW_NETTY, raw);
  }

  private String row(String label) {
    return new Table(figures)
        .text()
        .lines()
        .filter(line -> line.startsWith(label))
        .findFirst()
        .orElseThrow()
        .stripTrailing();
  }
}
