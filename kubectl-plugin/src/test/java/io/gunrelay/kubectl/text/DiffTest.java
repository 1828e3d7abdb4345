package io.gunrelay.kubectl.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DiffTest {

  @Test
  void equalTextsHaveNoHunks() {
    assertThat(Diff.unified(List.of("a", "b"), List.of("a", "b"))).isEmpty();
  }

  @Test
  void aChangedLineStandsAmongThreeOfEachSide() {
    assertThat(
            Diff.unified(
                List.of("1", "2", "3", "4", "5", "6", "7", "8", "9"),
                List.of("1", "2", "3", "4", "five", "6", "7", "8", "9")))
        .containsExactly("@@ -2,7 +2,7 @@", " 2", " 3", " 4", "-5", "+five", " 6", " 7", " 8");
  }

  @Test
  void whatIsNewIsAddedToNothing() {
    assertThat(Diff.unified(List.of(), List.of("a", "b")))
        .containsExactly("@@ -0,0 +1,2 @@", "+a", "+b");
  }

  @Test
  void changesFarFromEachOtherHaveHunksOfTheirOwn() {
    var before = List.of("a", "1", "2", "3", "4", "5", "6", "7", "8", "z");
    var after = List.of("A", "1", "2", "3", "4", "5", "6", "7", "8", "Z");

    assertThat(Diff.unified(before, after).stream().filter(line -> line.startsWith("@@")))
        .containsExactly("@@ -1,4 +1,4 @@", "@@ -7,4 +7,4 @@");
  }
}
