package io.gunrelay.operator.apply;

import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.fleet.Region;
import io.gunrelay.operator.fleet.Storage;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Relays with a volume each. A relay that comes back catches up from its disk instead of being
 * filled anew. They start together, as none needs another to start.
 */
final class RelayStatefulSet {

  private RelayStatefulSet() {}

  /**
   * @param replicas null when the operator does not own the number
   */
  static StatefulSet of(
      Fleet fleet, Region region, Storage.Volume volume, @Nullable Integer replicas) {
    return new StatefulSetBuilder()
        .withMetadata(Metadata.of(fleet.owner(), region, Names.relaySet(fleet.owner(), region)))
        .withNewSpec()
        .withReplicas(replicas)
        .withServiceName(Names.peers(fleet.owner(), region))
        .withPodManagementPolicy("Parallel")
        .withNewSelector()
        .withMatchLabels(Names.selector(fleet.owner(), region))
        .endSelector()
        .withNewUpdateStrategy()
        .withType("RollingUpdate")
        .endUpdateStrategy()
        .withNewPersistentVolumeClaimRetentionPolicy()
        .withWhenDeleted(volume.deletedWithFleet() ? "Delete" : "Retain")
        .withWhenScaled("Retain")
        .endPersistentVolumeClaimRetentionPolicy()
        .withTemplate(new RelayPod(fleet, region, "controller-revision-hash").withClaimedData())
        .addNewVolumeClaimTemplate()
        .withApiVersion("v1")
        .withKind("PersistentVolumeClaim")
        .withNewMetadata()
        .withName(Names.DATA_VOLUME)
        .withLabels(Names.labels(fleet.owner(), region))
        .endMetadata()
        .withNewSpec()
        .withAccessModes("ReadWriteOnce")
        .withStorageClassName(volume.className())
        .withVolumeMode("Filesystem")
        .withNewResources()
        .withRequests(Map.of("storage", volume.size()))
        .endResources()
        .endSpec()
        .endVolumeClaimTemplate()
        .endSpec()
        .build();
  }
}
