package io.gunrelay.relay.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class TextRangeTest {
  @Property
  void aTextIsInARangeAsItsNameSays(@ForAll("texts") String text, @ForAll("texts") String other) {
    assertThat(TextRange.ALL.contains(text)).isTrue();
    assertThat(TextRange.of(other).contains(text)).isEqualTo(text.equals(other));
    assertThat(TextRange.startingWith(other).contains(text)).isEqualTo(text.startsWith(other));
    assertThat(TextRange.atLeast(other).contains(text)).isEqualTo(text.compareTo(other) >= 0);
    assertThat(TextRange.atMost(other).contains(text)).isEqualTo(text.compareTo(other) <= 0);
  }

  @Property
  void whatTwoRangesHaveInCommonIsInBoth(
      @ForAll("ranges") TextRange a, @ForAll("ranges") TextRange b, @ForAll("texts") String text) {
    assertThat(a.and(b).contains(text)).isEqualTo(a.contains(text) && b.contains(text));
    if (a.and(b).contains(text)) {
      assertThat(a.and(b).isEmpty()).isFalse();
    }
  }

  @Test
  void theOnlyTextOfARangeIsKnown() {
    assertThat(TextRange.of("a").only()).contains("a");
    assertThat(TextRange.atLeast("a").and(TextRange.atMost("a")).only()).contains("a");
    assertThat(TextRange.startingWith("a").only()).isEmpty();
    assertThat(TextRange.ALL.only()).isEmpty();
    assertThat(TextRange.atLeast("b").and(TextRange.atMost("a")).only()).isEmpty();
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings()
        .withChars('a', 'b', '\0', '\u007f', '\ud83d', '\ude00', '\uffff', '\uff5e')
        .ofMaxLength(3);
  }

  @Provide
  Arbitrary<TextRange> ranges() {
    return Arbitraries.oneOf(
        texts().map(TextRange::of),
        texts().map(TextRange::startingWith),
        texts().map(TextRange::atLeast),
        texts().map(TextRange::atMost));
  }
}
