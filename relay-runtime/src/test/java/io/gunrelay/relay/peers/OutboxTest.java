package io.gunrelay.relay.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.graph.Delta;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private final Outbox outbox = new Outbox(10_000);

  @Test
  void aLaterChangeTakesThePlaceOfAnEarlierOneOfItsKey() {
    outbox.change(delta("a", "k", 1));
    outbox.change(delta("b", "k", 1));
    outbox.change(delta("a", "k", 2));
    outbox.change(delta("a", "other", 1));

    assertThat(outbox.takeChanges()).containsExactly(delta("a", "k", 2), delta("a", "other", 1));
    assertThat(outbox.takeChanges()).containsExactly(delta("b", "k", 1));
    assertThat(outbox.takeChanges()).isEmpty();
  }

  @Test
  void theSameKeyAgainAndAgainTakesNoMoreRoom() {
    for (int state = 0; state < 10_000; state++) {
      assertThat(outbox.change(delta("a", "k", state))).isZero();
    }
    assertThat(outbox.takeChanges()).containsExactly(delta("a", "k", 9_999));
  }

  @Test
  void whatExceedsTheBoundIsDroppedOldestFirst() {
    int dropped = 0;
    for (int soul = 0; soul < 1_000; soul++) {
      dropped += outbox.change(delta("s" + soul, "k", 1));
    }
    assertThat(dropped).isBetween(800, 950);
    assertThat(outbox.takeChanges().getFirst().soul()).isEqualTo("s" + dropped);
  }

  @Test
  void answersHaveABoundOfTheirOwn() {
    Bytes large = Bytes.utf8("x".repeat(6_000));
    assertThat(outbox.answer(large)).isTrue();
    assertThat(outbox.answer(large)).isTrue();
    assertThat(outbox.answer(large)).isFalse();
    assertThat(outbox.takeAnswer()).isEqualTo(large);
    assertThat(outbox.answer(large)).isTrue();
    outbox.forgetAnswers();
    assertThat(outbox.takeAnswer()).isNull();
    assertThat(outbox.hasRoomForAnswers()).isTrue();
  }

  private static Delta delta(String soul, String key, double state) {
    return new Delta(soul, key, state, Bytes.utf8("1"));
  }
}
