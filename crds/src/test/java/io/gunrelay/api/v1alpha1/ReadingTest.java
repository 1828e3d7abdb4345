package io.gunrelay.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;

/** How Java reads and writes the API, without a server. */
class ReadingTest {

  private final KubernetesSerialization serialization = new KubernetesSerialization();

  @Test
  void whatIsWrittenIsReadBackEqual() {
    GunRelayCluster written = Fleets.complete("relays");
    written.setStatus(Fleets.status());

    assertThat(read(serialization.asYaml(written))).isEqualTo(written);
    assertThat(read(serialization.asJson(written))).isEqualTo(written);
  }

  @Test
  void whatIsAbsentHasItsDefault() {
    GunRelayClusterSpec spec = read("spec: {version: 0.1.0, regions: [{name: west}]}").getSpec();

    assertThat(spec.replicas()).isEqualTo(2);
    assertThat(spec.storage().type()).isEqualTo(StorageType.Ephemeral);
    assertThat(spec.storage().whenDeleted()).isEqualTo(VolumeRetention.Retain);
    assertThat(spec.limits()).isEqualTo(LimitsSpec.basic(20_000, 8 * 1024 * 1024, 10_000));
    assertThat(spec.resources().getLimits()).containsEntry("memory", new Quantity("1Gi"));
    assertThat(spec.security())
        .isEqualTo(new SecuritySpec(null, EncryptionPolicy.Off, null, false, null));
    assertThat(spec.security().networkPolicy().enabled()).isTrue();
    assertThat(spec.monitoring().serviceMonitor()).isTrue();
    assertThat(spec.exposure()).isNull();
    assertThat(spec.image()).isNull();
  }

  @Test
  void anEmptyObjectHasItsDefaultsToo() {
    GunRelayClusterSpec spec =
        read("spec: {version: 0.1.0, regions: [{name: west, autoscaling: {maxReplicas: 4}}],"
                + " exposure: {}, storage: {}, limits: {connections: 5}, monitoring: {}}")
            .getSpec();

    assertThat(spec.regions().getFirst().autoscaling())
        .isEqualTo(new AutoscalingSpec(2, 4, 70, null, null));
    assertThat(spec.storage()).isEqualTo(new StorageSpec(null, null, null, null));
    assertThat(spec.limits()).isEqualTo(LimitsSpec.basic(5, null, null));
    assertThat(spec.exposure())
        .isEqualTo(new ExposureSpec(null, null, null, null, null, null, null));
    assertThat(spec.monitoring().serviceMonitor()).isTrue();
  }

  @Test
  void aVolumeHasTheDefaultSizeUnlessAnotherIsGiven() {
    assertThat(new StorageSpec(StorageType.PersistentVolume, null, null, null).volumeSize())
        .isEqualTo(new Quantity("10Gi"));
    assertThat(
            new StorageSpec(StorageType.PersistentVolume, new Quantity("1Ti"), null, null)
                .volumeSize())
        .isEqualTo(new Quantity("1Ti"));
  }

  @Test
  void fieldsOfANewerApiArePassedOver() {
    GunRelayCluster cluster =
        read(
            "spec: {version: 0.1.0, durability: Disk, regions: [{name: west, tier: gold}]}\n"
                + "status: {phase: Ready, rollout: {step: 2}}");

    assertThat(cluster.getSpec().version()).isEqualTo("0.1.0");
    assertThat(cluster.getStatus().phase()).isEqualTo(Phase.Ready);
  }

  @Test
  void whatIsAbsentIsNotWrittenAsNull() {
    assertThat(serialization.asJson(Fleets.minimal("relays"))).doesNotContain("null");
  }

  private GunRelayCluster read(String text) {
    return serialization.unmarshal(text, GunRelayCluster.class);
  }
}
