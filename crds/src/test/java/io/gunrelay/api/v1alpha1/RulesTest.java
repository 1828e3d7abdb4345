package io.gunrelay.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RulesTest {

  static List<String> rules() {
    return messages(
            ClusterDefinition.load()
                .getSpec()
                .getVersions()
                .getFirst()
                .getSchema()
                .getOpenAPIV3Schema())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void aRuleIsBrokenByACase(String message) {
    assertThat(Case.all("refused.yaml"))
        .anySatisfy(broken ->
            assertThat(broken.says())
                .filteredOn(part -> part.contains(" ") && message.contains(part))
                .isNotEmpty());
  }

  private static Stream<String> messages(JSONSchemaProps schema) {
    Stream<JSONSchemaProps> inner =
        Stream.concat(
            schema.getProperties() == null ? Stream.of() : schema.getProperties().values().stream(),
            schema.getItems() == null ? Stream.of() : Stream.of(schema.getItems().getSchema()));
    return Stream.concat(
        schema.getXKubernetesValidations().stream().map(ValidationRule::getMessage),
        inner.flatMap(RulesTest::messages));
  }
}
