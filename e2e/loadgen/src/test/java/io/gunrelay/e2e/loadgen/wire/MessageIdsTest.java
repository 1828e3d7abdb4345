package io.gunrelay.e2e.loadgen.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageIdsTest {
  @Test
  void idsHaveNineLettersAndDigitsAndDiffer() {
    MessageIds ids = new MessageIds(new Random(1));
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 100_000; i++) {
      String id = MessageIds.text(ids.next());
      assertThat(id).matches("[0-9A-Za-z]{9}");
      assertThat(seen.add(id)).isTrue();
    }
  }

  @Test
  void anIdGivesItsNumberBack() {
    MessageIds ids = new MessageIds(new Random(2));
    for (int i = 0; i < 1_000; i++) {
      long number = ids.next();
      assertThat(MessageIds.number(slice('"' + MessageIds.text(number) + '"'))).isEqualTo(number);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"short\"", "\"abcdefgh-\"", "\"abcdefghij\"", "123456789", "null"})
  void whatIsNoIdOfOursHasNoNumber(String text) {
    assertThat(MessageIds.number(slice(text))).isEqualTo(-1);
  }

  @Test
  void anAbsentIdHasNoNumber() {
    assertThat(MessageIds.number(Slice.ABSENT)).isEqualTo(-1);
  }

  private static Slice slice(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new Slice(bytes, 0, bytes.length);
  }
}
