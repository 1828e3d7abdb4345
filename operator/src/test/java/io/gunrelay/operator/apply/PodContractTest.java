package io.gunrelay.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.gunrelay.operator.fleet.Fleets;
import org.junit.jupiter.api.Test;

/** What the relay, and whoever plays the kubelet, rely on. */
class PodContractTest {

  private final PodSpec pod =
      RelayDeployment.of(Fleets.fixed(2), Fleets.fixed(2).regions().getFirst(), 2)
          .getSpec()
          .getTemplate()
          .getSpec();

  private final Container relay = pod.getContainers().getFirst();

  @Test
  void theRelayIsToldWhereItsFileIs() {
    assertThat(relay.getName()).isEqualTo("relay");
    assertThat(relay.getCommand()).isEmpty();
    assertThat(relay.getArgs()).containsExactly("serve", "--config", "/etc/gun-relay/relay.yaml");
    assertThat(relay.getVolumeMounts())
        .extracting(VolumeMount::getMountPath)
        .containsExactly(
            "/etc/gun-relay", "/etc/gun-relay-replication", "/var/lib/gun-relay", "/tmp");
  }

  @Test
  void whatDiffersFromPodToPodComesFromItsEnvironment() {
    assertThat(relay.getEnv())
        .extracting(EnvVar::getName)
        .containsExactly(
            "GUN_RELAY_NAME",
            "GUN_RELAY_BIND_ADDRESS",
            "GUN_RELAY_DATA_DIR",
            "GUN_RELAY_REPLICATION_TLS_CERT",
            "GUN_RELAY_REPLICATION_TLS_KEY",
            "GUN_RELAY_REPLICATION_TLS_CA",
            "GUN_RELAY_ADMIN_TOKEN_FILE",
            "JDK_JAVA_OPTIONS");
    assertThat(relay.getEnv().get(0).getValueFrom().getFieldRef().getFieldPath())
        .isEqualTo("metadata.name");
    assertThat(relay.getEnv().get(1).getValueFrom().getFieldRef().getFieldPath())
        .isEqualTo("status.podIP");
    assertThat(relay.getEnv().get(2).getValue()).isEqualTo("/var/lib/gun-relay");
  }

  @Test
  void itsPortsHaveNames() {
    assertThat(relay.getPorts())
        .extracting(ContainerPort::getName, ContainerPort::getContainerPort)
        .containsExactly(tuple("gun", 8765), tuple("replication", 8766), tuple("admin", 9090));
  }

  @Test
  void itIsProbedOnTheAdminPort() {
    assertThat(relay.getStartupProbe().getHttpGet().getPath()).isEqualTo("/startupz");
    assertThat(relay.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/readyz");
    assertThat(relay.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/livez");
    assertThat(relay.getLivenessProbe().getHttpGet().getPort().getStrVal()).isEqualTo("admin");
  }

  @Test
  void itSatisfiesTheRestrictedPodSecurityStandard() {
    var ofThePod = pod.getSecurityContext();
    assertThat(ofThePod.getRunAsNonRoot()).isTrue();
    assertThat(ofThePod.getRunAsUser()).isEqualTo(65532);
    assertThat(ofThePod.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    var ofTheContainer = relay.getSecurityContext();
    assertThat(ofTheContainer.getAllowPrivilegeEscalation()).isFalse();
    assertThat(ofTheContainer.getReadOnlyRootFilesystem()).isTrue();
    assertThat(ofTheContainer.getCapabilities().getDrop()).containsExactly("ALL");
    assertThat(pod.getAutomountServiceAccountToken()).isFalse();
  }

  @Test
  void itHasTimeToSayGoodbye() {
    assertThat(relay.getLifecycle().getPreStop().getSleep().getSeconds()).isEqualTo(5);
    assertThat(pod.getTerminationGracePeriodSeconds()).isEqualTo(87);
  }

  @Test
  void itPrefersItsRegionAndIsSpreadOverZonesAndHosts() {
    var preference =
        pod.getAffinity()
            .getNodeAffinity()
            .getPreferredDuringSchedulingIgnoredDuringExecution()
            .getFirst()
            .getPreference()
            .getMatchExpressions()
            .getFirst();
    assertThat(preference.getKey()).isEqualTo("topology.kubernetes.io/region");
    assertThat(preference.getValues()).containsExactly("west");
    assertThat(pod.getTopologySpreadConstraints())
        .extracting(constraint -> constraint.getTopologyKey())
        .containsExactly("topology.kubernetes.io/zone", "kubernetes.io/hostname");
  }
}
