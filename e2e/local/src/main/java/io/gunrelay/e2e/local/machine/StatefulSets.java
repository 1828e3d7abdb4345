package io.gunrelay.e2e.local.machine;

import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Makes and removes the pods and claims of StatefulSets, and says how far they are. */
final class StatefulSets {
  private static final String REVISION = "controller-revision-hash";
  private static final String POD_NAME = "statefulset.kubernetes.io/pod-name";

  private final KubernetesClient kubernetes;

  StatefulSets(KubernetesClient kubernetes) {
    this.kubernetes = kubernetes;
  }

  void reconcile(StatefulSet set, List<Pod> all) {
    if (set.getMetadata().getDeletionTimestamp() != null) {
      return;
    }
    String revision = Pods.hash(set.getSpec().getTemplate());
    Map<String, Pod> pods =
        Pods.ownedBy(set, all).stream()
            .collect(Collectors.toMap(pod -> pod.getMetadata().getName(), Function.identity()));
    int desired = set.getSpec().getReplicas();
    boolean parallel = "Parallel".equals(set.getSpec().getPodManagementPolicy());
    for (int ordinal = 0; ordinal < desired; ordinal++) {
      String name = set.getMetadata().getName() + "-" + ordinal;
      Pod pod = pods.get(name);
      if (pod == null) {
        create(set, name, revision);
      }
      if (!parallel && (pod == null || !Pods.isReady(pod))) {
        break;
      }
    }
    pods.values().stream()
        .filter(pod -> !Pods.isLeaving(pod) && ordinal(pod) >= desired)
        .forEach(pod -> kubernetes.resource(pod).delete());
    update(pods, desired, revision);
    report(set, pods, revision);
  }

  /** One at a time, the last first, and only while all others are ready. */
  private void update(Map<String, Pod> pods, int desired, String revision) {
    if (pods.size() != desired || !pods.values().stream().allMatch(Pods::isReady)) {
      return;
    }
    pods.values().stream()
        .filter(pod -> !isOf(revision, pod))
        .max(Comparator.comparingInt(StatefulSets::ordinal))
        .ifPresent(pod -> kubernetes.resource(pod).delete());
  }

  private static int ordinal(Pod pod) {
    String name = pod.getMetadata().getName();
    return Integer.parseInt(name.substring(name.lastIndexOf('-') + 1));
  }

  private static boolean isOf(String revision, Pod pod) {
    return revision.equals(pod.getMetadata().getLabels().get(REVISION));
  }

  private void create(StatefulSet set, String name, String revision) {
    PodBuilder pod =
        Pods.make(set, set.getSpec().getTemplate(), name)
            .editMetadata()
            .addToLabels(REVISION, revision)
            .addToLabels(POD_NAME, name)
            .endMetadata();
    for (PersistentVolumeClaim template : set.getSpec().getVolumeClaimTemplates()) {
      String volume = template.getMetadata().getName();
      String claim = volume + "-" + name;
      claim(set, template, claim);
      pod.editSpec()
          .addNewVolume()
          .withName(volume)
          .withNewPersistentVolumeClaim()
          .withClaimName(claim)
          .endPersistentVolumeClaim()
          .endVolume()
          .endSpec();
    }
    kubernetes.resource(pod.build()).create();
  }

  private void claim(StatefulSet set, PersistentVolumeClaim template, String name) {
    String namespace = set.getMetadata().getNamespace();
    if (kubernetes.persistentVolumeClaims().inNamespace(namespace).withName(name).get() != null) {
      return;
    }
    PersistentVolumeClaimBuilder claim =
        new PersistentVolumeClaimBuilder(template)
            .editMetadata()
            .withName(name)
            .withNamespace(namespace)
            .endMetadata();
    var retention = set.getSpec().getPersistentVolumeClaimRetentionPolicy();
    if (retention != null && "Delete".equals(retention.getWhenDeleted())) {
      claim
          .editMetadata()
          .addToOwnerReferences(
              new OwnerReferenceBuilder()
                  .withApiVersion(set.getApiVersion())
                  .withKind(set.getKind())
                  .withName(set.getMetadata().getName())
                  .withUid(set.getMetadata().getUid())
                  .build())
          .endMetadata();
    }
    kubernetes.resource(claim.build()).create();
    kubernetes
        .persistentVolumeClaims()
        .inNamespace(namespace)
        .withName(name)
        .editStatus(c ->
            new PersistentVolumeClaimBuilder(c)
                .withNewStatus()
                .withPhase("Bound")
                .withCapacity(c.getSpec().getResources().getRequests())
                .endStatus()
                .build());
  }

  private void report(StatefulSet set, Map<String, Pod> pods, String revision) {
    List<Pod> present = pods.values().stream().filter(pod -> !Pods.isLeaving(pod)).toList();
    int ready = (int) present.stream().filter(Pods::isReady).count();
    StatefulSetStatus status =
        new StatefulSetStatusBuilder()
            .withObservedGeneration(set.getMetadata().getGeneration())
            .withReplicas(present.size())
            .withReadyReplicas(ready)
            .withAvailableReplicas(ready)
            .withCurrentReplicas(present.size())
            .withUpdatedReplicas((int) present.stream().filter(p -> isOf(revision, p)).count())
            .withUpdateRevision(revision)
            .build();
    if (!status.equals(set.getStatus())) {
      kubernetes
          .resource(set)
          .editStatus(s -> new StatefulSetBuilder(s).withStatus(status).build());
    }
  }
}
