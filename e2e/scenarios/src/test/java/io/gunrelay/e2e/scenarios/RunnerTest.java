package io.gunrelay.e2e.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.gunrelay.e2e.scenarios.Scenario.Need;
import io.gunrelay.e2e.scenarios.stage.Certificate;
import io.gunrelay.e2e.scenarios.stage.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RunnerTest {
  private static final Map<String, String> IMAGES =
      Map.of("RELAY_IMAGE", "example/relay:1", "OPERATOR_IMAGE", "example/operator:1");
  private static final Scenario BREAKS_NODES =
      Scenario.of(
              "breaks",
              "breaks nodes",
              Duration.ofSeconds(1),
              stage -> {
                throw new AssertionError("was told although it lacks what it needs");
              })
          .needing(Need.FAULTS);

  @Test
  void aScenarioThatLacksWhatItNeedsIsSkipped() {
    assertThat(run(Map.of()))
        .isEqualTo(new Outcome.Skipped("GUNRELAY_FAULTS names no command that breaks nodes"));
  }

  @Test
  void aScenarioThatLacksWhatItNeedsFailsWhereAllIsRequired() {
    assertThat(run(Map.of("GUNRELAY_REQUIRE_ALL", "1"))).isInstanceOf(Outcome.Failed.class);
  }

  @Test
  void archivesAreLoadedByTheCommandOfFaultsUnlessAnotherIsNamed() {
    assertThat(settings(Map.of("GUNRELAY_FAULTS", "/opt/faults")).load())
        .isEqualTo(Optional.of(List.of("/opt/faults", "load")));
    assertThat(settings(Map.of("E2E_LOAD", "kind load  image-archive")).load())
        .isEqualTo(Optional.of(List.of("kind", "load", "image-archive")));
    assertThat(settings(Map.of()).load()).isEmpty();
  }

  @Test
  void withoutImagesTheMessageSaysWhatToDo() {
    assertThatThrownBy(() -> Settings.of(Map.of(), Path.of("")))
        .hasMessageContaining("RELAY_IMAGE")
        .hasMessageContaining("make e2e");
  }

  @Test
  void noTwoScenariosShareAName() {
    assertThat(Catalogue.ALL).extracting(Scenario::name).doesNotHaveDuplicates();
  }

  @Test
  void aCertificateNamesItsHostAndIsFreshEachTime() {
    Certificate one = Certificate.of("relay.example");
    assertThat(one.certificate()).startsWith("-----BEGIN CERTIFICATE-----\n");
    assertThat(one.key()).startsWith("-----BEGIN PRIVATE KEY-----\n");
    assertThat(Certificate.of("relay.example")).isNotEqualTo(one);
  }

  private static Outcome run(Map<String, String> environment) {
    try (var nowhere =
        new KubernetesClientBuilder()
            .withConfig(new ConfigBuilder().withMasterUrl("http://127.0.0.1:1").build())
            .build()) {
      return new Runner(nowhere, settings(environment), Path.of("unused"), System.out)
          .run(BREAKS_NODES, "unused");
    }
  }

  private static Settings settings(Map<String, String> environment) {
    var whole = new HashMap<>(IMAGES);
    whole.putAll(environment);
    return Settings.of(whole, Path.of(""));
  }
}
