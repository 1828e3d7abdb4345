package io.gunrelay.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.gunrelay.operator.fleet.Entry;
import io.gunrelay.operator.fleet.Fleets;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.fleet.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts of the resource that come into the relays' file are values there, whatever they hold. */
class HostileValuesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x\nsignedOnly: false",
        "x\n---\nsignedOnly: false",
        "'\"]}: &a *a !!java.net.URL [x]",
        "- x #comment",
        "yes",
        "null",
        "~",
        "| \n x",
        "%TAG ! tag:x",
        "\u0000\u0007\u2028\ufeff",
        "${jndi:ldap://x}",
        "@`{{x}}",
        "0x10",
        "1e3",
        "1_000",
        "1:30",
        "-.5",
      })
  void theFileHasTheSameKeysAndTheTextAsItIs(String text) throws Exception {
    var harmless = file("https://a.example");

    var hostile = file(text);

    assertThat(hostile.keySet()).isEqualTo(harmless.keySet());
    assertThat(hostile.get("allowedOrigins")).isEqualTo(List.of(text, "https://b.example"));
    assertThat(hostile.get("trustedProxies")).isEqualTo(List.of(text));
    assertThat(hostile.get("ciphertextShapes")).isEqualTo(text);
    assertThat(hostile.get("drainUrl")).isEqualTo("wss://" + text + "/gun");
    var rest = new ArrayList<>(harmless.keySet());
    rest.removeAll(List.of("allowedOrigins", "trustedProxies", "ciphertextShapes", "drainUrl"));
    assertThat(rest).allSatisfy(key -> assertThat(hostile.get(key)).isEqualTo(harmless.get(key)));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> file(String text) throws Exception {
    var plain = Fleets.exposed(Entry.byIngress(text, null, "tls", List.of(text)));
    var fleet =
        Fleets.with(
            plain,
            new Security(List.of(text, "https://b.example"), "require", List.of(text), true, null));
    var data = RelayConfigMap.of(fleet, fleet.regions().getFirst()).getData();
    return new ObjectMapper(new YAMLFactory()).readValue(data.get(Names.CONFIG_FILE), Map.class);
  }
}
