package io.gunrelay.operator.apply;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.gunrelay.operator.credentials.Credentials;
import io.gunrelay.operator.fleet.Annotation;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.GracePeriod;
import io.gunrelay.operator.fleet.JvmFlags;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.fleet.Region;
import io.gunrelay.relay.api.AdminPort;
import java.util.ArrayList;
import java.util.List;

/** The pod that both kinds of workload run. It satisfies the restricted pod security standard. */
final class RelayPod {

  static final String CONFIG_FOLDER = "/etc/gun-relay";
  static final String CERTIFICATE_FOLDER = "/etc/gun-relay-replication";
  static final String DATA_FOLDER = "/var/lib/gun-relay";

  private static final String CONFIG_VOLUME = "config";
  private static final String CERTIFICATE_VOLUME = "replication";
  private static final String TEMPORARY_VOLUME = "tmp";
  private static final long USER = 65532;

  /** For the group that the pod's volumes belong to, and nobody else. */
  private static final int GROUP_READS = 0440;

  private final Fleet fleet;
  private final Region region;
  private final Scheduling scheduling;

  /**
   * @param revisionLabel the label by which the workload tells revisions apart; pods of a new
   *     revision are spread without regard to those that they replace
   */
  RelayPod(Fleet fleet, Region region, String revisionLabel) {
    this.fleet = fleet;
    this.region = region;
    this.scheduling = new Scheduling(fleet, region, revisionLabel);
  }

  /** With the graph on the node's disk. */
  PodTemplateSpec withEphemeralData() {
    return template(
        List.of(
            new VolumeBuilder()
                .withName(Names.DATA_VOLUME)
                .withNewEmptyDir()
                .endEmptyDir()
                .build()));
  }

  /** With the graph on a volume that the workload claims under the data volume's name. */
  PodTemplateSpec withClaimedData() {
    return template(List.of());
  }

  private PodTemplateSpec template(List<Volume> data) {
    var owner = fleet.owner();
    var more = fleet.revision().pods();
    var volumes = new ArrayList<>(data);
    volumes.add(
        new VolumeBuilder()
            .withName(CONFIG_VOLUME)
            .withNewConfigMap()
            .withName(Names.relaySet(owner, region))
            .endConfigMap()
            .build());
    // No new pods for new certificates: the kubelet swaps the files, and relays read them again.
    volumes.add(
        new VolumeBuilder()
            .withName(CERTIFICATE_VOLUME)
            .withNewSecret()
            .withSecretName(Names.replicationCertificate(owner))
            .withDefaultMode(GROUP_READS)
            .endSecret()
            .build());
    volumes.add(
        new VolumeBuilder()
            .withName(TEMPORARY_VOLUME)
            .withNewEmptyDir()
            .withSizeLimit(new Quantity("64Mi"))
            .endEmptyDir()
            .build());
    return new PodTemplateSpecBuilder()
        .withNewMetadata()
        .withLabels(more.labels())
        .addToLabels(Names.labels(owner, region))
        .addToLabels(Names.REVISION_LABEL, fleet.revision().id())
        .withAnnotations(more.annotations())
        .addToAnnotations(Annotation.CONFIG_HASH.key(), RelayConfigMap.hash(fleet, region))
        .endMetadata()
        .withNewSpec()
        .withServiceAccountName(Names.cluster(owner))
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withTerminationGracePeriodSeconds((long) fleet.revision().grace().terminationSeconds())
        .withNewSecurityContext()
        .withRunAsNonRoot(true)
        .withRunAsUser(USER)
        .withRunAsGroup(USER)
        .withFsGroup(USER)
        .withFsGroupChangePolicy("OnRootMismatch")
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .endSecurityContext()
        .withImagePullSecrets(more.pullSecrets().stream().map(LocalObjectReference::new).toList())
        .withNodeSelector(scheduling.nodes())
        .withAffinity(scheduling.affinity())
        .withTopologySpreadConstraints(scheduling.spread())
        .withTolerations(more.tolerations())
        .withPriorityClassName(more.priorityClass())
        .withRuntimeClassName(more.runtimeClass())
        .withSchedulerName(more.scheduler())
        .withContainers(container())
        .withVolumes(volumes)
        .endSpec()
        .build();
  }

  private Container container() {
    return new ContainerBuilder()
        .withName(Names.CONTAINER)
        .withImage(fleet.revision().image())
        .withImagePullPolicy("IfNotPresent")
        .withArgs("serve", "--config", CONFIG_FOLDER + "/" + Names.CONFIG_FILE)
        .withEnv(environment())
        .addNewPort()
        .withName(Names.CLIENT_PORT)
        .withContainerPort(AdminPort.DEFAULT_CLIENT_PORT)
        .withProtocol("TCP")
        .endPort()
        .addNewPort()
        .withName(Names.REPLICATION_PORT)
        .withContainerPort(AdminPort.DEFAULT_REPLICATION_PORT)
        .withProtocol("TCP")
        .endPort()
        .addNewPort()
        .withName(Names.ADMIN_PORT)
        .withContainerPort(AdminPort.DEFAULT_ADMIN_PORT)
        .withProtocol("TCP")
        .endPort()
        // A relay with a large store may need minutes to open it; the other probes wait for this.
        .withStartupProbe(Probes.of(AdminPort.STARTED, 2, 150))
        .withReadinessProbe(Probes.of(AdminPort.READY, 5, 2))
        .withLivenessProbe(Probes.of(AdminPort.LIVE, 10, 3))
        .withNewLifecycle()
        .withNewPreStop()
        .withNewSleep()
        .withSeconds((long) GracePeriod.ENDPOINTS_SECONDS)
        .endSleep()
        .endPreStop()
        .endLifecycle()
        .withResources(fleet.revision().resources())
        .withNewSecurityContext()
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(true)
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .endSecurityContext()
        .addNewVolumeMount()
        .withName(CONFIG_VOLUME)
        .withMountPath(CONFIG_FOLDER)
        .withReadOnly(true)
        .endVolumeMount()
        .addNewVolumeMount()
        .withName(CERTIFICATE_VOLUME)
        .withMountPath(CERTIFICATE_FOLDER)
        .withReadOnly(true)
        .endVolumeMount()
        .addNewVolumeMount()
        .withName(Names.DATA_VOLUME)
        .withMountPath(DATA_FOLDER)
        .endVolumeMount()
        .addNewVolumeMount()
        .withName(TEMPORARY_VOLUME)
        .withMountPath("/tmp")
        .endVolumeMount()
        .build();
  }

  private List<EnvVar> environment() {
    var variables = new ArrayList<EnvVar>();
    variables.add(ofThePod("GUN_RELAY_NAME", "metadata.name"));
    variables.add(ofThePod("GUN_RELAY_BIND_ADDRESS", "status.podIP"));
    variables.add(variable("GUN_RELAY_DATA_DIR", DATA_FOLDER));
    variables.add(variable("GUN_RELAY_REPLICATION_TLS_CERT", CERTIFICATE_FOLDER + "/tls.crt"));
    variables.add(variable("GUN_RELAY_REPLICATION_TLS_KEY", CERTIFICATE_FOLDER + "/tls.key"));
    variables.add(variable("GUN_RELAY_REPLICATION_TLS_CA", CERTIFICATE_FOLDER + "/ca.crt"));
    variables.add(
        variable("GUN_RELAY_ADMIN_TOKEN_FILE", CERTIFICATE_FOLDER + "/" + Credentials.TOKENS));
    // The java launcher reads this one itself: the image has no shell that could pass flags on.
    JvmFlags.of(fleet.revision().resources())
        .ifPresent(flags -> variables.add(variable("JDK_JAVA_OPTIONS", flags)));
    return variables;
  }

  private static EnvVar variable(String name, String value) {
    return new EnvVarBuilder().withName(name).withValue(value).build();
  }

  private static EnvVar ofThePod(String name, String field) {
    return new EnvVarBuilder()
        .withName(name)
        .withNewValueFrom()
        .withNewFieldRef()
        .withApiVersion("v1")
        .withFieldPath(field)
        .endFieldRef()
        .endValueFrom()
        .build();
  }
}
