package io.gunrelay.kubectl.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class ObjectTextTest {

  private final ObjectMapper json = new ObjectMapper();
  private final ObjectText text = new ObjectText(new byte[] {1, 2, 3});

  @Test
  void contentsOfSecretsAreNotShownButToldApart() throws Exception {
    var one = text.lines(text.bare(secret("aGVsbG8=")));
    var other = text.lines(text.bare(secret("d29ybGQ=")));

    assertThat(String.join("\n", one)).doesNotContain("aGVsbG8=").contains("not shown");
    assertThat(one).isNotEqualTo(other);
  }

  @Test
  void whatTheServerAddsIsLeftOut() throws Exception {
    var bare =
        text.bare(
            json.readTree(
                """
                {"kind":"ConfigMap","metadata":{"name":"a","resourceVersion":"7","managedFields":[]},
                 "status":{"x":1}}
                """));

    assertThat(bare)
        .isEqualTo(json.readTree("{\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"a\"}}"));
  }

  @Test
  void anOverlayKeepsWhatIsNotWanted() throws Exception {
    assertThat(
            Overlay.of(
                json.readTree("{\"a\":1,\"b\":[{\"x\":1,\"y\":2}]}"),
                json.readTree("{\"b\":[{\"x\":3}]}")))
        .isEqualTo(json.readTree("{\"a\":1,\"b\":[{\"x\":3,\"y\":2}]}"));
  }

  private JsonNode secret(String value) throws Exception {
    return json.readTree(
        "{\"kind\":\"Secret\",\"metadata\":{\"name\":\"a\"},\"data\":{\"key\":\"%s\"}}"
            .formatted(value));
  }
}
