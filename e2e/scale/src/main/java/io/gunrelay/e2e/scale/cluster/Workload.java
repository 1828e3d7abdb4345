package io.gunrelay.e2e.scale.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** A Deployment or a StatefulSet: what of it matters to whom makes its pods. */
record Workload(HasMetadata object, PodTemplateSpec template, int replicas) {

  static Workload of(HasMetadata object) {
    return switch (object) {
      case Deployment deployment ->
          new Workload(
              deployment, deployment.getSpec().getTemplate(), deployment.getSpec().getReplicas());
      case StatefulSet set ->
          new Workload(set, set.getSpec().getTemplate(), set.getSpec().getReplicas());
      default -> throw new IllegalArgumentException(object.getKind() + " has no pods");
    };
  }

  /** The pod's own spec; in place of claimed volumes it has empty ones. */
  PodSpec podSpec() {
    PodSpecBuilder spec = new PodSpecBuilder(template.getSpec());
    if (object instanceof StatefulSet set && set.getSpec().getVolumeClaimTemplates() != null) {
      set.getSpec()
          .getVolumeClaimTemplates()
          .forEach(claim ->
              spec.addNewVolume()
                  .withName(claim.getMetadata().getName())
                  .withNewEmptyDir()
                  .endEmptyDir()
                  .endVolume());
    }
    return spec.withNodeName("node").build();
  }

  String uid() {
    return object.getMetadata().getUid();
  }

  /** The same for the same template. */
  String hash() {
    CRC32 crc = new CRC32();
    crc.update(Serialization.asJson(template).getBytes(StandardCharsets.UTF_8));
    return Long.toHexString(crc.getValue());
  }

  /** The status once as many pods as are wanted run and are ready. */
  String done() {
    int count = replicas;
    String common =
        """
        {"status":{"observedGeneration":%d,"replicas":%d,"readyReplicas":%d,"availableReplicas":%d,
        "updatedReplicas":%d\
        """
            .formatted(object.getMetadata().getGeneration(), count, count, count, count);
    return object instanceof StatefulSet
        ? common
            + ",\"currentReplicas\":%d,\"currentRevision\":\"%s\",\"updateRevision\":\"%s\"}}"
                .formatted(count, hash(), hash())
        : common + "}}";
  }
}
