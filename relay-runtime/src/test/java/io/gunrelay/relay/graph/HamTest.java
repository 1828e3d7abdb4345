package io.gunrelay.relay.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.bytes.Bytes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class HamTest {
  record Value(double state, Bytes text) {}

  @Test
  void theGreaterStateWins() {
    assertThat(compare(2, "1", 1, "2")).isPositive();
    assertThat(compare(1700000000000.001, "1", 1700000000000.002, "2")).isNegative();
    assertThat(compare(-2, "1", -1, "1")).isNegative();
  }

  @Test
  void aTieIsWonByTheGreaterText() {
    assertThat(tie("1", "2")).isNegative();
    assertThat(tie("\"1\"", "2")).isNegative();
    assertThat(tie("9", "10")).isPositive();
    assertThat(tie("null", "true")).isNegative();
    assertThat(tie("true", "{\"#\":\"a\"}")).isNegative();
  }

  @Test
  void textIsWhatJavaScriptWouldPrint() {
    assertThat(tie("1e1", "9")).as("10 < 9").isNegative();
    assertThat(tie("0.0000001", "1")).as("1e-7 > 1").isPositive();
    assertThat(tie("\"\\u0042\"", "\"A\"")).as("B > A").isPositive();
    assertThat(tie("{ \"#\" : \"b\" }", "{\"#\":\"a\"}")).as("no spaces").isPositive();
    assertThat(tie("\"\\/\"", "\"0\"")).as("/ < 0").isNegative();
  }

  @Test
  void textIsComparedByUtf16UnitsNotByCodePoints() {
    assertThat(tie("\"\uD83D\uDE00\"", "\"\uFFFD\"")).as("D83D < FFFD").isNegative();
  }

  @Test
  void aLoneSurrogateIsAnEscapeAndAPairIsNot() {
    assertThat(tie("\"\\ud800\"", "\"]\"")).as("backslash < ]").isNegative();
    assertThat(tie("\"\\ud83d\\ude00\"", "\"]\"")).as("an emoji > ]").isPositive();
  }

  @Test
  void equalTextsAreDecidedByTheirBytes() {
    assertThat(tie("1.0", "1")).isPositive();
    assertThat(tie("1", "1.0")).isNegative();
    assertThat(tie("\"\\u0041\"", "\"A\"")).isPositive();
    assertThat(tie("1.0", "1.0")).isZero();
  }

  @Test
  void whatIsNoJsonIsStillInAnOrder() {
    assertThat(tie("{", "[")).isPositive();
    assertThat(tie("", "1")).isNegative();
    assertThat(tie("\"\\u00", "\"\\u00")).isZero();
  }

  @Property
  void isAntisymmetric(@ForAll("values") Value a, @ForAll("values") Value b) {
    assertThat(Integer.signum(compare(a, b))).isEqualTo(-Integer.signum(compare(b, a)));
    assertThat(compare(a, b) == 0).isEqualTo(a.equals(b));
  }

  @Property
  void isTransitive(
      @ForAll("values") Value a, @ForAll("values") Value b, @ForAll("values") Value c) {
    if (compare(a, b) > 0 && compare(b, c) > 0) {
      assertThat(compare(a, c)).isPositive();
    }
  }

  @Property
  void mergingIsCommutativeAssociativeAndIdempotent(
      @ForAll("values") Value a, @ForAll("values") Value b, @ForAll("values") Value c) {
    assertThat(merge(a, b)).isEqualTo(merge(b, a));
    assertThat(merge(merge(a, b), c)).isEqualTo(merge(a, merge(b, c)));
    assertThat(merge(a, a)).isEqualTo(a);
    assertThat(merge(merge(a, b), b)).isEqualTo(merge(a, b));
  }

  @Property(tries = 200)
  void anyOrderOfArrivalLeavesTheSameValue(
      @ForAll("lists") List<Value> values, @ForAll Random random) {
    List<Value> other = new ArrayList<>(values);
    Collections.shuffle(other, random);
    assertThat(values.stream().reduce(HamTest::merge))
        .isEqualTo(other.stream().reduce(HamTest::merge));
  }

  @Provide
  Arbitrary<List<Value>> lists() {
    return values().list().ofMinSize(1).ofMaxSize(12);
  }

  @Provide
  Arbitrary<Value> values() {
    Arbitrary<String> numbers =
        Arbitraries.of(
            "0", "-0", "0.0", "1", "1.0", "1e0", "10", "9", "1e21", "1e-7", "0.1", "1e400");
    Arbitrary<String> words = Arbitraries.of("null", "true", "false", "{", "", "nul", "\"\\u00");
    Arbitrary<String> text =
        Arbitraries.strings()
            .withChars("aA\u00e9\uD83D\uDE00\uFFFD\u2028 ")
            .ofMaxLength(4)
            .map(s -> "\"" + s + "\"");
    Arbitrary<String> escapes =
        Arbitraries.of(
            "\"\\u0041\"", "\"\\ud800\"", "\"\\ud83d\\ude00\"", "\"\\n\"", "\"\\u000a\"");
    Arbitrary<String> links = text.map(s -> "{\"#\":" + s + "}");
    return Combinators.combine(
            Arbitraries.of(1.0, 2.0, -1.0, 1700000000000.001),
            Arbitraries.oneOf(numbers, words, text, escapes, links))
        .as((state, json) -> new Value(state, Bytes.utf8(json)));
  }

  private static Value merge(Value a, Value b) {
    return compare(a, b) >= 0 ? a : b;
  }

  private static int compare(Value a, Value b) {
    return Ham.compare(a.state(), a.text(), b.state(), b.text());
  }

  private static int tie(String a, String b) {
    return compare(1, a, 1, b);
  }

  private static int compare(double state, String value, double otherState, String otherValue) {
    return Ham.compare(state, Bytes.utf8(value), otherState, Bytes.utf8(otherValue));
  }
}
