package io.gunrelay.e2e.loadgen.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {
  @Test
  void aFrameOfOneObjectIsOneMessage() {
    List<String> seen = envelopes("{\"#\":\"abc\",\"@\":\"def\",\"ok\":true}");

    assertThat(seen).containsExactly("#\"abc\" @\"def\" ack");
  }

  @Test
  void anArrayFrameIsItsMessagesInOrder() {
    List<String> seen = envelopes("[{\"@\":\"a\",\"ok\":1}, {\"@\":\"b\",\"err\":\"no\"}]");

    assertThat(seen).containsExactly("#absent @\"a\" ack", "#absent @\"b\" err");
  }

  @Test
  void anArrayOfStringsHoldsMessagesAsText() {
    List<String> seen = envelopes("[\"{\\\"#\\\":\\\"x\\\",\\\"@\\\":\\\"y\\\"}\"]");

    assertThat(seen).containsExactly("#\"x\" @\"y\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", " [ ] "})
  void aHeartbeatIsNoMessage(String frame) {
    assertThat(envelopes(frame)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "{",
        "[{}",
        "{\"#\":}",
        "{\"#\" \"a\"}",
        "{\"a\":1,}",
        "{}{}",
        "{\"a",
        "[1]",
        "{a:1}"
      })
  void whatIsNoMessageIsRefused(String frame) {
    assertThatThrownBy(() -> envelopes(frame)).isInstanceOf(MalformedFrameException.class);
  }

  @Test
  void valuesOfAPutAreFoundAndTheNodesOwnFieldIsNot() {
    String put =
        "{\"put\":{\"s1\":{\"_\":{\"#\":\"s1\",\">\":{\"k\":1,\"l\":2}},\"k\":\"a}\\\"b\",\"l\":{\"#\":\"s2\"}},"
            + "\"s2\":{\"_\":{},\"m\":null}}}";
    List<String> values = new ArrayList<>();
    each(
        put,
        message ->
            message.eachValue((soul, key, value) ->
                values.add(soul.string() + " " + key.string() + " " + value.string())));

    assertThat(values).containsExactly("s1 k a}\"b", "s1 l {\"#\":\"s2\"}", "s2 m null");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"@\":\"a\"}", "{\"@\":\"a\",\"put\":null}", "{\"@\":\"a\",\"put\":{}}"})
  void anEmptyAnswerHasNoValuesAndIsNoAcknowledgement(String answer) {
    each(
        answer,
        message -> {
          assertThat(message.acknowledges()).isFalse();
          message.eachValue((soul, key, value) -> assertThat(value.raw()).isNull());
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "false"})
  void anAcknowledgementMaySayThatThereIsNoError(String err) {
    each(
        "{\"@\":\"a\",\"ok\":true,\"err\":" + err + "}",
        message -> assertThat(message.acknowledges()).isTrue());
  }

  @Test
  void escapesInStringsAreResolved() {
    each(
        "{\"err\":\"a\\n\\t\\\"\\\\\\/\\u00e9\\ud83d\\ude00\"}",
        message -> assertThat(message.err().string()).isEqualTo("a\n\t\"\\/é😀"));
  }

  @Test
  void anAbsentFieldIsToldFromNull() {
    each(
        "{\"put\":null}",
        message -> {
          assertThat(message.put().present()).isTrue();
          assertThat(message.ok().present()).isFalse();
        });
  }

  private static List<String> envelopes(String frame) {
    List<String> seen = new ArrayList<>();
    each(
        frame,
        message ->
            seen.add(
                "#"
                    + message.id()
                    + " @"
                    + message.inReplyTo()
                    + (message.acknowledges() ? " ack" : "")
                    + (message.refuses() ? " err" : "")));
    return seen;
  }

  private static void each(String frame, Message.Sink sink) {
    byte[] text = frame.getBytes(StandardCharsets.UTF_8);
    Message.each(text, 0, text.length, sink);
  }
}
