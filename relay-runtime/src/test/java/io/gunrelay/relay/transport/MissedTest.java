package io.gunrelay.relay.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MissedTest {
  private final Missed missed = new Missed();

  @Test
  void aKeyIsRememberedOnceHoweverOftenItChanges() {
    for (int i = 0; i < 10_000; i++) {
      missed.add(List.of(new Mark("b", "k" + i % 3), new Mark("a", "k")));
    }
    assertThat(missed.properties())
        .containsExactly(
            new Mark("a", "k"), new Mark("b", "k0"), new Mark("b", "k1"), new Mark("b", "k2"));
  }

  @Test
  void tooManyKeysAreRememberedByTheirNodes() {
    missed.add(marks(0, Missed.MAX_MARKS + 1, 10));
    assertThat(missed.detail()).isEqualTo(Missed.Detail.NODES);
    assertThat(missed.size()).isEqualTo(10);

    missed.add(List.of(new Mark("another", "k")));

    assertThat(missed.concerns("s3")).isTrue();
    assertThat(missed.concerns("another")).isTrue();
    assertThat(missed.concerns("s10")).isFalse();
  }

  @Test
  void tooManyNodesAreRememberedAsAnything() {
    missed.add(marks(0, 2 * Missed.MAX_MARKS, 2 * Missed.MAX_MARKS));
    assertThat(missed.detail()).isEqualTo(Missed.Detail.ANYTHING);
    assertThat(missed.size()).isZero();
    assertThat(missed.concerns("whatever")).isTrue();
  }

  private static List<Mark> marks(int from, int to, int souls) {
    return IntStream.range(from, to).mapToObj(i -> new Mark("s" + i % souls, "k" + i)).toList();
  }
}
