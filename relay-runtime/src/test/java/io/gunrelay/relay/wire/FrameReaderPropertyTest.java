package io.gunrelay.relay.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.graph.Delta;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;

class FrameReaderPropertyTest {
  private static final JsonFactory JACKSON = new JsonFactory();

  @Property(tries = 5000)
  void anyTextIsReadOrNotButNeverThrows(@ForAll("almostJson") String text) {
    read(text);
  }

  @Property(tries = 5000)
  void whatIsJsonIsDecidedAsJacksonDecidesIt(@ForAll("almostJson") String text) {
    if (!text.isBlank()) {
      assertThat(read(text).isPresent()).as(text).isEqualTo(jacksonReads(text));
    }
  }

  @Property(tries = 5000)
  void aMessageWithOneWrongCharacterIsDecidedAsJacksonDecidesIt(
      @ForAll("nodes") List<Delta> deltas,
      @ForAll int at,
      @ForAll @CharRange(from = ' ', to = '~') char wrong) {
    StringBuilder text = new StringBuilder(MessageWriter.update("i", deltas).text());
    text.setCharAt(Math.floorMod(at, text.length()), wrong);

    assertThat(read(text.toString()).isPresent())
        .as(text.toString())
        .isEqualTo(jacksonReads(text.toString()));
  }

  @Property
  void whatTheWriterWritesIsReadBackUnchanged(@ForAll("nodes") List<Delta> deltas) {
    Bytes text = MessageWriter.update("i", deltas);

    Message message = FrameReader.read(text.array(), 0, text.size()).orElseThrow().getFirst();

    assertThat(message.body()).isEqualTo(new Message.Put(deltas));
  }

  @Property
  void numbersAreReadAsJavaReadsThem(@ForAll("numbers") String number) throws Exception {
    byte[] bytes = number.getBytes(StandardCharsets.UTF_8);

    assertThat(new JsonCursor(bytes, 0, bytes.length).number())
        .isEqualTo(Double.parseDouble(number));
  }

  @Property
  void stringsAreReadAsJacksonReadsThem(@ForAll("strings") String json) throws Exception {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    try (JsonParser parser = JACKSON.createParser(json)) {
      parser.nextToken();

      assertThat(new JsonCursor(bytes, 0, bytes.length).string()).isEqualTo(parser.getText());
    }
  }

  @Property
  void wellFormedUtf8IsDecidedAsJavaDecidesIt(@ForAll byte[] bytes) {
    assertThat(Utf8.isWellFormed(bytes, 0, bytes.length)).isEqualTo(javaDecodes(bytes));
  }

  @Property
  void everyTextIsWellFormedUntilAByteIsBroken(@ForAll String text, @ForAll int at) {
    byte[] bytes = ("0123456789" + text).getBytes(StandardCharsets.UTF_8);
    assertThat(Utf8.isWellFormed(bytes, 0, bytes.length)).isTrue();

    bytes[Math.floorMod(at, bytes.length)] ^= (byte) 0xC0;

    assertThat(Utf8.isWellFormed(bytes, 0, bytes.length)).isEqualTo(javaDecodes(bytes));
  }

  @Provide
  Arbitrary<String> almostJson() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\"#\":",
            "\"@\":\"x\"",
            "\"put\":",
            "\"get\":",
            "\"_\":",
            "\">\":",
            "\"s\":",
            "\"s\"",
            "\"k\"",
            "1",
            "-0",
            "1e5",
            "1e999",
            "0.5",
            "01",
            "null",
            "true",
            "fals",
            "\"\\u0041\"",
            "\"\\ud800\"",
            "\\",
            " ",
            "\n",
            "é",
            "\"##\":7",
            "{\"_\":{\"#\":\"s\",\">\":{\"k\":1}},\"k\":2}",
            "{}",
            "[]",
            "\"dam\":\"?\"");
    return pieces.list().ofMaxSize(24).map(list -> String.join("", list));
  }

  @Provide
  Arbitrary<List<Delta>> nodes() {
    Arbitrary<String> names =
        Arbitraries.strings().ofMinLength(1).filter(name -> !name.equals("_"));
    Arbitrary<Double> states = Arbitraries.doubles().map(state -> state + 0.0);
    Arbitrary<String> values =
        Arbitraries.of("null", "true", "1.50", "\"\\u0041\"", "{\"#\":\"x\"}", "{ \"#\":\"é\"}");
    return names.flatMap(soul ->
        Combinators.combine(names, states, values)
            .as((key, state, value) -> new Delta(soul, key, state, Bytes.utf8(value)))
            .list()
            .ofMinSize(1)
            .ofMaxSize(5)
            .uniqueElements(Delta::key));
  }

  @Provide
  Arbitrary<String> numbers() {
    Arbitrary<String> digits = Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(22);
    Arbitrary<String> whole = digits.map(text -> text.replaceFirst("^0+(?=.)", ""));
    return Combinators.combine(
            Arbitraries.of("", "-"),
            whole,
            digits.map(text -> "." + text).optional(0.5),
            Arbitraries.integers().between(-330, 310).map(e -> "e" + e).optional(0.3))
        .as((sign, integer, part, exponent) ->
            sign + integer + part.orElse("") + exponent.orElse(""));
  }

  @Provide
  Arbitrary<String> strings() {
    return Arbitraries.of(
            "a",
            "é",
            "\ud83d\ude00",
            "\\n",
            "\\\"",
            "\\\\",
            "\\/",
            "\\u00e9",
            "\\uD83D",
            "\\ude00",
            "\\b",
            "\\f",
            "\\t",
            "\\r",
            "\u2028")
        .list()
        .ofMaxSize(12)
        .map(list -> '"' + String.join("", list) + '"');
  }

  private static Optional<List<Message>> read(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return FrameReader.read(bytes, 0, bytes.length);
  }

  private static boolean jacksonReads(String text) {
    try (JsonParser parser = JACKSON.createParser(text)) {
      parser.nextToken();
      parser.skipChildren();
      parser.getText();
      return parser.nextToken() == null;
    } catch (IOException notJson) {
      return false;
    }
  }

  private static boolean javaDecodes(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(bytes));
      return true;
    } catch (java.nio.charset.CharacterCodingException malformed) {
      return false;
    }
  }
}
