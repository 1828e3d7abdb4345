package io.gunrelay.relay.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.graph.Query;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class MessageWriterTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Bytes ASKED = Bytes.utf8("\"ask\"");

  @Test
  void anUpdateCarriesSeveralKeysOfSeveralSouls() {
    Bytes message =
        MessageWriter.update(
            "id1",
            List.of(
                delta("a", "x", 1, "\"one\""),
                delta("b", "y", 2.5, "{\"#\":\"a\"}"),
                delta("a", "z", 1e21, "null")));

    assertThat(message.text())
        .isEqualTo(
            "{\"#\":\"id1\",\"put\":{"
                + "\"a\":{\"_\":{\"#\":\"a\",\">\":{\"x\":1,\"z\":1e+21}},\"x\":\"one\",\"z\":null},"
                + "\"b\":{\"_\":{\"#\":\"b\",\">\":{\"y\":2.5}},\"y\":{\"#\":\"a\"}}}}");
  }

  @Test
  void valuesPassThroughByteForByte() {
    Bytes message = MessageWriter.update("i", List.of(delta("s", "k", 1, "\"\\u0041\\/é 1.0\"")));

    assertThat(message.text()).endsWith("\"k\":\"\\u0041\\/é 1.0\"}}}");
  }

  @Test
  void anAnswerIsSortedAndHashedAsGunDoesIt() {
    List<Delta> node =
        List.of(
            delta("s", "b", 1, "2"),
            delta("s", "B", 3, "true"),
            delta("s", "10", 4, "\"é\""),
            delta("s", "9", 5, "null"));
    String put =
        "{\"s\":{\"9\":null,\"10\":\"é\",\"B\":true,"
            + "\"_\":{\"#\":\"s\",\">\":{\"9\":5,\"10\":4,\"B\":3,\"b\":1}},\"b\":2}}";

    assertThat(MessageWriter.answer("r", ASKED, node, true).text())
        .isEqualTo(
            "{\"#\":\"r\",\"@\":\"ask\",\"put\":"
                + put
                + ",\"##\":"
                + put.hashCode()
                + ",\"%\":1}");
    assertThat(MessageWriter.answer("r", ASKED, node, false).text()).doesNotContain("%");
  }

  @Test
  void shortMessagesSayWhatGunExpects() {
    assertThat(MessageWriter.hello("i", "p").text())
        .isEqualTo("{\"#\":\"i\",\"dam\":\"?\",\"pid\":\"p\"}");
    assertThat(MessageWriter.helloBack("i", "p", ASKED).text())
        .isEqualTo("{\"dam\":\"?\",\"pid\":\"p\",\"@\":\"ask\",\"#\":\"i\"}");
    assertThat(MessageWriter.stored(ASKED).text()).isEqualTo("{\"@\":\"ask\",\"ok\":true}");
    assertThat(MessageWriter.notFound(ASKED).text()).isEqualTo("{\"@\":\"ask\"}");
    assertThat(MessageWriter.error(ASKED, "say \"why\"").text())
        .isEqualTo("{\"@\":\"ask\",\"err\":\"say \\\"why\\\"\"}");
    assertThat(MessageWriter.get("i", new Query("s", Optional.of("k")), OptionalInt.of(-7)).text())
        .isEqualTo("{\"#\":\"i\",\"get\":{\"#\":\"s\",\".\":\"k\"},\"##\":-7}");
  }

  @Property
  void everyNameComesOutAsItWentIn(@ForAll String soul, @ForAll String key) throws Exception {
    JsonNode put =
        JSON.readTree(MessageWriter.update("i", List.of(delta(soul, key, 7, "8"))).array())
            .get("put");

    assertThat(put.get(soul).get("_").get("#").textValue()).isEqualTo(soul);
    assertThat(put.get(soul).get("_").get(">").get(key).intValue()).isEqualTo(7);
    if (!key.equals("_")) {
      assertThat(put.get(soul).get(key).intValue()).isEqualTo(8);
    }
  }

  @Test
  void loneSurrogatesAndControlsAreEscapedAndLineSeparatorsAreNot() {
    assertThat(new JsonText(1).string("\ud800\u0001\u2028\u007f\ud83d\ude00\b").toBytes().text())
        .isEqualTo("\"\\ud800\\u0001\u2028\u007f\ud83d\ude00\\b\"");
  }

  private static Delta delta(String soul, String key, double state, String value) {
    return new Delta(soul, key, state, Bytes.utf8(value));
  }
}
