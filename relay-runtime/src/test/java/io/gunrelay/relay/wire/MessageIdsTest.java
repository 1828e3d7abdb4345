package io.gunrelay.relay.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MessageIdsTest {
  @Test
  void idsHaveOneLengthAndDoNotRepeat() {
    MessageIds ids = new MessageIds(new SplittableRandom(7));
    Set<String> seen = new HashSet<>();

    for (int i = 0; i < 100_000; i++) {
      assertThat(seen.add(ids.next())).isTrue();
    }

    assertThat(seen).allMatch(id -> id.length() == 9);
  }
}
