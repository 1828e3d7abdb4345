package io.gunrelay.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PackingTest {

  @Property(tries = 300)
  void givesBackWhatItWasGivenInAnyOrder(@ForAll byte[] first, @ForAll byte[] second) {
    var packing = new Packing();

    var one = packing.pack(first.clone());
    var other = packing.pack(second.clone());
    var again = packing.pack(first.clone());

    assertThat(packing.unpack(other)).isEqualTo(second);
    assertThat(packing.unpack(one)).isEqualTo(first);
    assertThat(packing.unpack(again)).isEqualTo(first);
  }

  @Test
  void textsLikeTheFirstTakeLittleRoom() {
    var packing = new Packing();
    var first = packing.pack(text("west"));

    var second = packing.pack(text("east"));

    assertThat(second.length).isLessThan(first.length / 5);
    assertThat(packing.unpack(second)).isEqualTo(text("east"));
  }

  @Test
  void refusesWhatWasPackedElsewhereOrCutShort() {
    var elsewhere = new Packing();
    elsewhere.pack(text("west"));
    var foreign = elsewhere.pack(text("east"));

    assertThatIllegalArgumentException().isThrownBy(() -> new Packing().unpack(foreign));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> elsewhere.unpack(Arrays.copyOf(foreign, foreign.length - 8)));
  }

  private static byte[] text(String name) {
    return IntStream.range(0, 200)
        .mapToObj(i ->
            "field %d of %s is %x; ".formatted(i, i % 20 == 0 ? name : "all", i * 2_654_435_761L))
        .reduce("", String::concat)
        .getBytes(StandardCharsets.UTF_8);
  }
}
