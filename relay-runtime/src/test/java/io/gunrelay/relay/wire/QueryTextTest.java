package io.gunrelay.relay.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.graph.RangeQuery;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"#\":{\"*\":\"room/\"}}",
        "{\"#\":{\"*\":\"\"}}",
        "{\"#\":{\"*\":\"\",\">\":\"a\",\"<\":\"b\"},\"%\":500}",
        "{\"#\":\"days\",\".\":{\"*\":\"2019-\"},\"-\":1,\"%\":9}",
        "{\"#\":\"days\",\".\":{\">\":\"2019-11\",\"<\":\"2020\"}}",
        "{\"#\":\"days\",\".\":{\">\":\"\\uD800\\\"x\"}}",
        "{\"#\":{\"*\":\"r\"},\".\":\"name\"}"
      })
  void aPatternIsWrittenAsItWasRead(String pattern) {
    assertThat(MessageWriter.find("i", query(pattern)).text())
        .isEqualTo("{\"#\":\"i\",\"get\":" + pattern.replace("\\uD800", "\\ud800") + "}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"#\":{\"=\":\"room\"},\".\":{\"*\":\"a\"}}",
        "{\"#\":{\"<\":\"b\"}}",
        "{\"#\":{\">\":\"b\"}}",
        "{\"#\":\"s\",\".\":{\"<\":\"b\"}}",
        "{\"#\":\"s\",\".\":{\"*\":\"2019-1\",\"<\":\"2019-11\"}}"
      })
  void howeverItWasSaidItMeansTheSame(String pattern) {
    RangeQuery query = query(pattern);
    String text = MessageWriter.find("i", query).text();
    assertThat(query(text.substring(text.indexOf("\"get\":") + 6, text.length() - 1)))
        .isEqualTo(query);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"#\":\"s\",\".\":{\"*\":\"2019-1\",\">\":\"2019-11\"}}"})
  void whatCannotBeSaidExactlyAsksForMore(String pattern) {
    String text = MessageWriter.find("i", query(pattern)).text();
    assertThat(text).contains("{\">\":\"2019-11\",\"<\":\"2019-2\"}");
  }

  private static RangeQuery query(String pattern) {
    byte[] text = ("{\"#\":\"q\",\"get\":" + pattern + "}").getBytes(StandardCharsets.UTF_8);
    List<Message> messages = FrameReader.read(text, 0, text.length).orElseThrow();
    return ((Message.Find) messages.getFirst().body()).query();
  }
}
