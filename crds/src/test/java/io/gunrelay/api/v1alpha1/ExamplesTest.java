package io.gunrelay.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(ApiServer.class)
class ExamplesTest {

  private static final Path EXAMPLES = Path.of("..", "examples");

  static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void anExampleIsAcceptedAsItStands(Path example, KubernetesClient client) throws IOException {
    GenericKubernetesResource given =
        client
            .getKubernetesSerialization()
            .unmarshal(Files.readString(example), GenericKubernetesResource.class);
    GenericKubernetesResource accepted =
        client
            .resource(given)
            .inNamespace("default")
            .fieldValidation(FieldValidateable.Validation.STRICT)
            .create();

    assertThat(accepted.getMetadata().getUid()).isNotBlank();
  }

  @Test
  void theQuickstartFitsOnASmallScreen() throws IOException {
    assertThat(Files.readAllLines(EXAMPLES.resolve("quickstart.yaml")))
        .hasSizeLessThanOrEqualTo(15);
  }
}
