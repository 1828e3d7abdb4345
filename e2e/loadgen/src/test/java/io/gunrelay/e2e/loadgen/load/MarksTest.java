package io.gunrelay.e2e.loadgen.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.e2e.loadgen.wire.Requests;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MarksTest {
  @Property(tries = 300)
  void everyNumberIsFoundInOrderWhereverItLies(
      @ForAll @Size(max = 8) List<@IntRange(min = 0) Integer> numbers,
      @ForAll @IntRange(min = 2, max = 40) int length,
      @ForAll @IntRange(max = 9) int before) {
    StringBuilder text = new StringBuilder(" ".repeat(before)).append('[');
    for (int number : numbers) {
      text.append(Requests.put("abcdefghi", "s", "k", 1, Marks.value(number, length))).append(',');
    }

    assertThat(found(text.toString(), before)).isEqualTo(numbers);
  }

  @Test
  void aTildeWithoutANumberIsNoUpdate() {
    assertThat(found("~ ~. ~x1. ~12 ~12, ~", 0)).isEmpty();
  }

  @Test
  void nothingOutsideTheFrameIsFound() {
    byte[] text = "~1.aaaaaaaa~2.bbbbbbbbb~3.cccccccc".getBytes(StandardCharsets.UTF_8);
    List<Integer> found = new ArrayList<>();

    assertThat(Marks.each(text, 1, 23, found::add)).isEqualTo(1);
    assertThat(found).containsExactly(2);
  }

  private static List<Integer> found(String text, int start) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    List<Integer> found = new ArrayList<>();
    int count = Marks.each(bytes, start, bytes.length, found::add);
    assertThat(count).isEqualTo(found.size());
    return found;
  }
}
