package io.gunrelay.relay.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.bytes.TextRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TextRangeMapTest {
  @Property(tries = 300)
  void findsExactlyTheRangesAroundAText(@ForAll long seed) {
    Random random = new Random(seed);
    TextRangeMap<TextRange> map = new TextRangeMap<>();
    Map<TextRange, TextRange> naive = new HashMap<>();
    for (int i = 0; i < 200; i++) {
      TextRange range = range(random);
      if (random.nextInt(3) == 0) {
        map.remove(range);
        naive.remove(range);
      } else {
        assertThat(map.getOrAdd(range, () -> range)).isEqualTo(range);
        naive.put(range, range);
      }
      assertThat(map.get(range)).isEqualTo(naive.get(range));
      String text = text(random);
      List<TextRange> found = new ArrayList<>();
      map.forEachAround(text, found::add);
      assertThat(found)
          .containsExactlyInAnyOrderElementsOf(
              naive.keySet().stream().filter(known -> known.contains(text)).toList());
    }
    List.copyOf(naive.keySet()).forEach(map::remove);
    assertThat(map.isEmpty()).isTrue();
  }

  @Test
  void rangesThatComeInOrderDoNotMakeItDeep() {
    TextRangeMap<Integer> map = new TextRangeMap<>();
    for (int i = 0; i < 100_000; i++) {
      int value = i;
      map.getOrAdd(TextRange.startingWith("%06d".formatted(i)), () -> value);
    }
    List<Integer> found = new ArrayList<>();
    map.forEachAround("054321/x", found::add);
    assertThat(found).containsExactly(54_321);
  }

  private static TextRange range(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> TextRange.startingWith(text(random));
      case 1 -> TextRange.atLeast(text(random));
      case 2 -> TextRange.atMost(text(random));
      default -> new TextRange(text(random), Optional.of(text(random)));
    };
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(4); length > 0; length--) {
      text.append((char) ('a' + random.nextInt(4)));
    }
    return text.toString();
  }
}
