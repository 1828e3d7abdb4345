package io.gunrelay.e2e.local.machine;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/** What controllers know of pods. */
final class Pods {
  private Pods() {}

  static boolean isReady(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() == null
        && pod.getStatus() != null
        && pod.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
  }

  static List<Pod> ownedBy(HasMetadata owner, List<Pod> pods) {
    return pods.stream()
        .filter(pod ->
            pod.getMetadata().getOwnerReferences().stream()
                .anyMatch(ref -> ref.getUid().equals(owner.getMetadata().getUid())))
        .toList();
  }

  static boolean isLeaving(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() != null;
  }

  static boolean matches(Map<String, String> selector, Pod pod) {
    Map<String, String> labels = pod.getMetadata().getLabels();
    return labels != null && labels.entrySet().containsAll(selector.entrySet());
  }

  /** The same for the same template, however often it is read. */
  static String hash(PodTemplateSpec template) {
    CRC32 crc = new CRC32();
    crc.update(Serialization.asJson(template).getBytes(StandardCharsets.UTF_8));
    return Long.toHexString(crc.getValue());
  }

  /** A pod of a template, placed on this machine. */
  static PodBuilder make(HasMetadata owner, PodTemplateSpec template, String name) {
    return new PodBuilder()
        .withNewMetadataLike(template.getMetadata())
        .withName(name)
        .withNamespace(owner.getMetadata().getNamespace())
        .withOwnerReferences(
            new OwnerReferenceBuilder()
                .withApiVersion(owner.getApiVersion())
                .withKind(owner.getKind())
                .withName(owner.getMetadata().getName())
                .withUid(owner.getMetadata().getUid())
                .withController(true)
                .withBlockOwnerDeletion(true)
                .build())
        .endMetadata()
        .withNewSpecLike(template.getSpec())
        .withNodeName(Node.NAME)
        .endSpec();
  }
}
