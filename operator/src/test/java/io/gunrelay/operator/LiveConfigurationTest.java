package io.gunrelay.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.gunrelay.api.v1alpha1.Durability;
import io.gunrelay.api.v1alpha1.GunRelayClusterSpec;
import io.gunrelay.api.v1alpha1.GunRelayClusterStatus;
import io.gunrelay.api.v1alpha1.LogLevel;
import io.gunrelay.api.v1alpha1.Phase;
import io.gunrelay.api.v1alpha1.RegionSpec;
import io.gunrelay.api.v1alpha1.StorageSpec;
import io.gunrelay.api.v1alpha1.StorageType;
import io.gunrelay.relay.api.FileDigest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What of a spec relays take while they run, and what takes other pods. */
@ExtendWith(ApiServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveConfigurationTest {

  private final Fixture fixture;

  LiveConfigurationTest(ApiServer.Running server) {
    this.fixture = Fixture.start(server);
  }

  @AfterAll
  void stop() {
    fixture.close();
  }

  @Test
  void limitsOriginsAndTheLogLevelChangeTheFileOfADeploymentAndNotItsPods() {
    assertThatTermsAreTakenLive("ephemeral", Specs.quickstart(), Deployment.class);
  }

  @Test
  void theyDoSoWithPersistentVolumes() {
    assertThatTermsAreTakenLive(
        "persistent",
        Specs.withStorage(
            Specs.quickstart(),
            new StorageSpec(StorageType.PersistentVolume, new Quantity("1Gi"), null, null)),
        StatefulSet.class);
  }

  private <T extends HasMetadata> void assertThatTermsAreTakenLive(
      String name, GunRelayClusterSpec spec, Class<T> kind) {
    fixture.settled(name, spec);
    var workload = name + (kind == StatefulSet.class ? "-west" : "-west-blue");
    var before = fixture.eventually(kind, workload);

    fixture.edit(name, s -> Specs.withTerms(s, 1_000, "https://app.example", LogLevel.Debug));
    fixture.settled(name);

    assertThat(file(workload))
        .contains("maxConnections: 1000\n", "- https://app.example\n", "logLevel: debug\n");
    assertThat(fixture.eventually(kind, workload).getMetadata().getGeneration())
        .isEqualTo(before.getMetadata().getGeneration());

    fixture.edit(name, s -> Specs.withDurability(s, Durability.Replicated));
    fixture.settled(name);

    assertThat(file(workload)).contains("durability: replicated\n");
    assertThat(fixture.eventually(kind, workload).getMetadata().getGeneration())
        .isEqualTo(before.getMetadata().getGeneration() + 1);
  }

  @Test
  void relaysAreToldOfTheEntryOfARegionThatIsAddedAndNotRestarted() {
    fixture.settled("entry", Specs.quickstart());
    var before =
        fixture.eventually(Deployment.class, "entry-west-blue").getMetadata().getGeneration();

    fixture.edit(
        "entry",
        spec ->
            Specs.withRegions(
                spec,
                Specs.region("west"),
                new RegionSpec("east", null, null, null, "east.example.com", null, null)));
    fixture.eventually(Deployment.class, "entry-east-blue");

    assertThat(file("entry-west-blue"))
        .contains("entries:\n- //relay.example.com/gun\n- east=//east.example.com/gun\n");
    assertThat(
            fixture.eventually(Deployment.class, "entry-west-blue").getMetadata().getGeneration())
        .isEqualTo(before);
  }

  @Test
  void theStatusSaysThatConfigurationIsOnItsWayUntilTheRelayHasIt() throws IOException {
    try (var relay = new RelayDouble("way-1")) {
      aFleetOfOne("way", relay);
      var former = digest("way-west-blue");

      fixture.edit("way", s -> Specs.withTerms(s, 1_000, "https://app.example", LogLevel.Info));

      var status = fixture.status("way", "it is on its way", s -> s.phase() == Phase.Progressing);
      assertThat(status.message())
          .isEqualTo("1 of 1 relay is ready; configuration is on its way to 1 of 1");
      assertThat(reason(status, "Ready")).isEqualTo("True AllReady");
      assertThat(reason(status, "Progressing")).isEqualTo("True Configuring");
      var present = digest("way-west-blue");
      assertThat(present).isNotEqualTo(former);

      relay.took(present);
      var done = fixture.status("way", "it is there", s -> s.phase() == Phase.Ready);
      assertThat(done.message()).isEqualTo("1 of 1 relay is ready");
      fixture.moreRounds("way", 2);
      var writes = fixture.writes().size();
      fixture.moreRounds("way", 2);
      assertThat(fixture.writes()).hasSize(writes);

      relay.refuses(former, "relay.yaml, line 2: x is not an option; remove it");
      var refused = fixture.status("way", "it is refused", s -> s.phase() == Phase.Degraded);
      assertThat(refused.message())
          .contains("pod way-1 keeps its former configuration: relay.yaml, line 2");
      assertThat(reason(refused, "Degraded")).isEqualTo("True ConfigurationRefused");
    }
  }

  private void aFleetOfOne(String name, RelayDouble relay) {
    fixture.settled(name, Specs.withReplicas(Specs.quickstart(), 1));
    relay.took(digest(name + "-west-blue"));
    fixture.pods().create(name, name + "-1");
    fixture.rolledOut(name + "-west-blue", 1);
    fixture.pods().ready(name + "-1", relay.address());
    fixture.status(name, "a first report", s -> Objects.equals(s.clients(), 0L));
  }

  private String file(String configMap) {
    return Objects.requireNonNull(
        fixture.eventually(ConfigMap.class, configMap).getData().get("relay.yaml"));
  }

  private String digest(String configMap) {
    return FileDigest.of(file(configMap).getBytes(StandardCharsets.UTF_8));
  }

  private static String reason(GunRelayClusterStatus status, String type) {
    return Optional.ofNullable(status.conditions()).stream()
        .flatMap(conditions -> conditions.stream())
        .filter(condition -> type.equals(condition.getType()))
        .map(condition -> condition.getStatus() + " " + condition.getReason())
        .findFirst()
        .orElse("");
  }
}
