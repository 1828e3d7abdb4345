package io.gunrelay.e2e.loadgen.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class MessagePropertiesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Property(tries = 300)
  void aPutThatIsWrittenReadsBackAsItWas(
      @ForAll String soul, @ForAll String key, @ForAll String value) throws Exception {
    String text = Requests.put("abcdefghi", soul, key, 1_700_000_000_000L, value);

    JsonNode read = JSON.readTree(text);
    assertThat(read.at("/#").asText()).isEqualTo("abcdefghi");
    assertThat(read.get("put").get(soul).get("_").get("#").asText()).isEqualTo(soul);
    assertThat(read.get("put").get(soul).get("_").get(">").get(key).asLong())
        .isEqualTo(1_700_000_000_000L);
    assertThat(read.get("put").get(soul).get(key).asText()).isEqualTo(value);
  }

  @Property(tries = 300)
  void messagesAreFoundAsAnotherParserFindsThem(
      @ForAll @Size(max = 5) List<String> values, @ForAll boolean spaced) throws Exception {
    List<JsonNode> messages = new ArrayList<>();
    for (String value : values) {
      messages.add(
          JSON.createObjectNode()
              .put("#", value)
              .put("other", value)
              .set(
                  "put",
                  JSON.createObjectNode().set("s", JSON.createObjectNode().put("k", value))));
    }
    byte[] frame =
        spaced
            ? JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(messages)
            : JSON.writeValueAsBytes(messages);
    List<String> ids = new ArrayList<>();
    List<String> found = new ArrayList<>();
    Message.each(
        frame,
        0,
        frame.length,
        message -> {
          ids.add(message.id().string());
          message.eachValue((soul, key, value) -> found.add(value.string()));
        });

    assertThat(ids).isEqualTo(values);
    assertThat(found).isEqualTo(values);
  }

  @Property(tries = 1000)
  void aDamagedFrameIsRefusedOrReadButNeverBreaksTheReader(
      @ForAll @IntRange(max = 200) int at,
      @ForAll byte with,
      @ForAll @IntRange(max = 200) int cut) {
    byte[] frame =
        "[{\"#\":\"abcdefghi\",\"put\":{\"s\":{\"_\":{\"#\":\"s\",\">\":{\"k\":1}},\"k\":\"v\\u0041\"}}},\"{}\"]"
            .getBytes(StandardCharsets.UTF_8);
    frame[at % frame.length] = with;
    try {
      Message.each(
          frame,
          0,
          Math.max(1, frame.length - cut),
          message -> {
            assertThat(message.id().string()).isNotNull();
            message.eachValue((soul, key, value) -> assertThat(value.string()).isNotNull());
          });
    } catch (MalformedFrameException expected) {
      assertThat(expected).hasMessageMatching("(?s).+");
    }
  }
}
