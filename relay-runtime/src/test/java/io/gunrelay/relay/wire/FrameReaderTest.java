package io.gunrelay.relay.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.bytes.TextRange;
import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.graph.Query;
import io.gunrelay.relay.graph.RangeQuery;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {
  @Test
  void aPutBecomesDeltasWithTheirBytesAsTheyCame() {
    assertThat(
            deltas(
                "{\"s\":{\"_\":{\"#\":\"s\",\">\":{\"a\":1700000000000.001,\"b\":-2e3,\"c\":1,\"d\":0}},"
                    + "\"a\": \"\\u0041\\/\" ,\"b\":1.0,\"c\":{ \"#\" : \"t\" },\"d\":null}}"))
        .containsExactly(
            delta("s", "a", 1700000000000.001, "\"\\u0041\\/\""),
            delta("s", "b", -2000, "1.0"),
            delta("s", "c", 1, "{ \"#\" : \"t\" }"),
            delta("s", "d", 0, "null"));
  }

  @Test
  void theMetaOfANodeMayStandAnywhere() {
    assertThat(deltas("{\"s\":{\"a\":true,\"_\":{\">\":{\"a\":3},\"#\":\"s\"}}}"))
        .containsExactly(delta("s", "a", 3, "true"));
  }

  @Test
  void whatComesTwiceCountsAsItCameLast() {
    assertThat(
            deltas(
                "{\"s\":{\"_\":{\"#\":\"s\",\">\":{\"a\":1}},\"a\":1},"
                    + "\"s\":{\"_\":{\"#\":\"s\",\">\":{\"a\":1,\"a\":2}},\"a\":3,\"a\":4}}"))
        .containsExactly(delta("s", "a", 2, "4"));
  }

  @Test
  void namesOfBuiltInsAreOrdinaryNames() {
    assertThat(
            deltas(
                "{\"__proto__\":{\"_\":{\"#\":\"__proto__\",\">\":{\"constructor\":1,\"toString\":2}},"
                    + "\"constructor\":1,\"toString\":2}}"))
        .containsExactly(
            delta("__proto__", "constructor", 1, "1"), delta("__proto__", "toString", 2, "2"));
  }

  @Test
  void aNodeWithoutPropertiesIsAPutOfNothing() {
    assertThat(deltas("{\"s\":{\"_\":{\"#\":\"s\",\">\":{}}}}")).isEmpty();
    assertThat(deltas("{}")).isEmpty();
  }

  @Test
  void halvesOfSurrogatePairsAreAccepted() {
    assertThat(
            deltas("{\"\\ud800\":{\"_\":{\"#\":\"\\ud800\",\">\":{\"a\":1}},\"a\":\"\\udc00x\"}}"))
        .containsExactly(delta("\ud800", "a", 1, "\"\\udc00x\""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5 | Error: Invalid graph!",
        "[] | Error: Invalid graph!",
        "{\"s\":5} | Error: Invalid graph! 's...' no node.",
        "{\"s\":{\"a\":1}} | Error: Invalid graph! 's...' no meta.",
        "{\"s\":{\"_\":5,\"a\":1}} | Error: Invalid graph! 's...' no meta.",
        "{\"soul-with-a-long-name\":{\"_\":{\"#\":\"t\",\">\":{}}}}"
            + " | Error: Invalid graph! 'soul-with...' soul not same.",
        "{\"s\":{\"_\":{\"#\":\"s\"}}} | Error: Invalid graph! 's...' no state.",
        "{\"s\":{\"_\":{\"#\":\"s\",\">\":{}},\"a\":1}}"
            + " | Error: Invalid graph! 'a...' on 's...' no state.",
        "{\"s\":{\"_\":{\"#\":\"s\",\">\":{\"a\":\"1\"}},\"a\":1}}"
            + " | Error: Invalid graph! 'a...' on 's...' state is not a number.",
        "{\"s\":{\"_\":{\"#\":\"s\",\">\":{\"a\":1e999}},\"a\":1}}"
            + " | Error: Invalid graph! 'a...' on 's...' state is not a number.",
        "{\"\":{\"_\":{\"#\":\"\",\">\":{}}}} | Error: Invalid graph!a soul is empty.",
      })
  void aMalformedGraphIsRefusedWithTheReason(String put, String reason) {
    assertThat(body("{\"#\":\"i\",\"put\":" + put + "}")).isEqualTo(new Message.Malformed(reason));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "[1]",
        "{}",
        "{\"#\":5}",
        "{\"#\":\"\"}",
        "{\"#\":\"a\",\"x\":1}",
        "1e999",
        "-1e400",
        "{\"#\":{\"#\":\"a\"}}",
        "{\"x\":\"#\"}"
      })
  void aValueThatGunDoesNotKnowIsRefused(String value) {
    assertThat(body("{\"put\":{\"s\":{\"_\":{\"#\":\"s\",\">\":{\"k\":1}},\"k\":" + value + "}}}"))
        .isEqualTo(new Message.Malformed("Error: Invalid graph! 'k...' on 's...' bad value."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[{}",
        "{\"a\":}",
        "{\"a\":1,}",
        "[1,]",
        "{a:1}",
        "{'a':1}",
        "{\"a\":01}",
        "{\"a\":+1}",
        "{\"a\":1.}",
        "{\"a\":.5}",
        "{\"a\":-}",
        "{\"a\":1e}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12g4\"}",
        "{\"a\":\"\n\"}",
        "{\"a\":tru}",
        "{} {}",
        "[]]",
        "{\"a\":NaN}",
        "{\"a\":\"",
        "{\"a\":\"\\",
        "nul",
        "/**/{}",
        "{\"put\":{\"s\":{\"_\":{\"#\":\"s\",\">\":{\"a\":1"
      })
  void whatIsNotJsonYieldsNothing(String text) {
    assertThat(read(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "[]", "5", "\"text\"", "null", "[1,null,true,[{}]]", "[\"\"]"})
  void whatIsNoMessageIsIgnored(String text) {
    assertThat(read(text)).contains(List.of());
  }

  @Test
  void oneBadMessageOfABatchDoesNotFailTheRest() {
    List<Message> messages =
        read("[{\"#\":\"1\",\"put\":{\"s\":4}},7,\"{broken\",{\"#\":\"2\",\"get\":{\"#\":\"s\"}}]")
            .orElseThrow();

    assertThat(messages)
        .extracting(Message::body)
        .containsExactly(
            new Message.Malformed("Error: Invalid graph! 's...' no node."),
            new Message.NotJson(),
            new Message.Get(new Query("s", Optional.empty())));
    assertThat(messages.getLast().id().text()).isEqualTo("\"2\"");
  }

  @Test
  void aBatchMayHoldMessagesAsText() {
    assertThat(read("[\"{\\\"#\\\":\\\"1\\\",\\\"get\\\":{\\\"#\\\":\\\"s\\\"}}\"]").orElseThrow())
        .extracting(message -> message.id().text())
        .containsExactly("\"1\"");
  }

  @Test
  void aGetMayNameAKeyAndAHash() {
    Message message =
        read("{\"get\":{\"#\":\"s\",\".\":\"k\"},\"##\":-77,\"#\":\"i\",\"DBG\":{\"x\":[1]}}")
            .orElseThrow()
            .getFirst();

    assertThat(message.body()).isEqualTo(new Message.Get(new Query("s", Optional.of("k"))));
    assertThat(message.hash()).isEqualTo(OptionalInt.of(-77));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "\"a\",\"a\"",
        "5,5",
        "-1.50,-1.50",
        "'\"\"',''",
        "0,''",
        "-0.0,''",
        "null,''",
        "true,''",
        "{},''"
      })
  void whatJavaScriptTakesForNoneIsNoId(String id, String read) {
    assertThat(read("{\"#\":" + id + ",\"x\":1}").orElseThrow().getFirst().id().text())
        .isEqualTo(read);
  }

  @Test
  void anEmptyKeyIsNoKey() {
    assertThat(body("{\"get\":{\"#\":\"s\",\".\":\"\"}}"))
        .isEqualTo(new Message.Get(new Query("s", Optional.empty())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "\"s\"",
        "[]",
        "true",
        "{\".\":\"k\"}",
        "{\"#\":\"\"}",
        "{\"#\":5}",
        "{\"#\":{}}",
        "{\"#\":{\"-\":1}}",
        "{\".\":{\"*\":\"k\"}}",
        "{\"#\":{\"*\":null}}"
      })
  void aGetThatNamesNoSoulIsRefused(String get) {
    assertThat(body("{\"get\":" + get + "}"))
        .isEqualTo(new Message.Malformed("A get needs a soul: {\"get\":{\"#\":\"soul\"}}."));
  }

  @Test
  void aPatternBecomesRanges() {
    TextRange s = TextRange.of("s");
    assertThat(body("{\"get\":{\"#\":\"s\",\".\":{\"*\":\"k\"}}}"))
        .isEqualTo(find(s, TextRange.startingWith("k"), false, RangeQuery.UNLIMITED));
    assertThat(
            body(
                "{\"get\":{\".\":{\">\":\"a\",\"<\":\"b\",\"-\":1},\"#\":{\"=\":\"s\"},\"%\":50}}"))
        .isEqualTo(find(s, TextRange.atLeast("a").and(TextRange.atMost("b")), true, 50));
    assertThat(body("{\"get\":{\"#\":{\"*\":\"\"},\"-\":true,\"%\":1e9}}"))
        .isEqualTo(find(TextRange.ALL, TextRange.ALL, true, 1_000_000_000));
    assertThat(body("{\"get\":{\"#\":\"s\",\"%\":9.5}}"))
        .isEqualTo(find(s, TextRange.ALL, false, 10));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"#\":{\"=\":\"s\"},\".\":{\"=\":\"k\"}}",
        "{\"#\":\"s\",\".\":{\"=\":\"k\",\"*\":null},\"-\":0,\"%\":0}",
        "{\"#\":\"s\",\".\":{\"=\":\"k\",\"?\":[{}]},\"-\":false,\"%\":\"all\"}"
      })
  void aPatternOfOneSoulAndOneKeyIsAnOrdinaryGet(String get) {
    assertThat(body("{\"get\":" + get + "}"))
        .isEqualTo(new Message.Get(new Query("s", Optional.of("k"))));
  }

  @Test
  void aPatternWithSomethingElseThanATextIsRefused() {
    assertThat(body("{\"get\":{\"#\":\"s\",\".\":{\"<\":5}}}"))
        .isEqualTo(new Message.Malformed("A pattern (LEX) needs a text for '<'."));
  }

  @Test
  void theVerbsOfAnIntroductionAreKnownAndOthersIgnored() {
    assertThat(body("{\"dam\":\"?\",\"pid\":\"p\",\"#\":\"i\"}")).isEqualTo(new Message.Hello("p"));
    assertThat(body("{\"dam\":\"?\",\"pid\":\"p\",\"@\":\"r\"}"))
        .isEqualTo(new Message.Introduction("p"));
    assertThat(body("{\"dam\":\"hi\",\"#\":\"i\"}")).isEqualTo(new Message.Hi());
    assertThat(body("{\"dam\":\"!\",\"err\":\"no\"}")).isEqualTo(new Message.Nothing());
    assertThat(body("{\"dam\":\"mob\",\"peers\":{\"http://evil\":{}},\"get\":{\"#\":\"s\"}}"))
        .isEqualTo(new Message.Nothing());
    assertThat(body("{\"@\":\"x\",\"put\":null}")).isEqualTo(new Message.Nothing());
  }

  @Test
  void nestingHasAnEnd() {
    assertThat(read("{\"x\":" + "[".repeat(20) + "]".repeat(20) + "}")).isPresent();
    assertThat(read("[".repeat(1_000_000))).isEmpty();
    assertThat(read("{\"x\":" + "{\"a\":".repeat(100_000))).isEmpty();
  }

  @Test
  void aNumberOfAMillionDigitsIsJudgedQuickly() {
    String digits = "9".repeat(1_000_000);

    assertThat(body("{\"put\":{\"s\":{\"_\":{\"#\":\"s\",\">\":{\"k\":" + digits + "}},\"k\":1}}}"))
        .isInstanceOf(Message.Malformed.class);
  }

  private static Message.Body find(TextRange souls, TextRange keys, boolean reverse, long budget) {
    return new Message.Find(new RangeQuery(souls, keys, reverse, budget));
  }

  private static Message.Body body(String text) {
    return read(text).orElseThrow().getFirst().body();
  }

  private static List<Delta> deltas(String put) {
    return switch (body("{\"#\":\"i\",\"put\":" + put + "}")) {
      case Message.Put(List<Delta> deltas) -> deltas;
      case Message.Body other -> throw new AssertionError(other);
    };
  }

  private static Optional<List<Message>> read(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return FrameReader.read(bytes, 0, bytes.length);
  }

  private static Delta delta(String soul, String key, double state, String value) {
    return new Delta(soul, key, state, Bytes.utf8(value));
  }
}
