package io.gunrelay.e2e.local.machine;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentConditionBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.api.model.apps.RollingUpdateDeployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Makes and removes the pods of Deployments, and says how far they are. */
final class Deployments {
  private static final String HASH = "pod-template-hash";

  private final KubernetesClient kubernetes;
  private final RandomGenerator random;

  Deployments(KubernetesClient kubernetes, RandomGenerator random) {
    this.kubernetes = kubernetes;
    this.random = random;
  }

  void reconcile(Deployment deployment, List<Pod> all) {
    if (deployment.getMetadata().getDeletionTimestamp() != null) {
      return;
    }
    String hash = Pods.hash(deployment.getSpec().getTemplate());
    List<Pod> owned = Pods.ownedBy(deployment, all);
    List<Pod> pods = owned.stream().filter(pod -> !Pods.isLeaving(pod)).toList();
    List<Pod> current = pods.stream().filter(pod -> isOf(hash, pod)).toList();
    List<Pod> old = pods.stream().filter(pod -> !isOf(hash, pod)).toList();
    int desired = deployment.getSpec().getReplicas();
    Optional<RollingUpdateDeployment> update =
        Optional.ofNullable(deployment.getSpec().getStrategy())
            .map(strategy -> strategy.getRollingUpdate());
    Rollout rollout =
        Rollout.of(
            desired,
            update.map(u -> Rollout.share(u.getMaxSurge(), desired, true)).orElse(1),
            update.map(u -> Rollout.share(u.getMaxUnavailable(), desired, false)).orElse(0),
            current.size(),
            old.size(),
            (int) pods.stream().filter(Pods::isReady).count(),
            (int) old.stream().filter(pod -> !Pods.isReady(pod)).count());
    for (int i = 0; i < rollout.create(); i++) {
      create(deployment, hash);
    }
    Stream.concat(
            leastReady(current).limit(rollout.removeCurrent()),
            leastReady(old).limit(rollout.removeOld()))
        .forEach(pod -> kubernetes.resource(pod).delete());
    report(deployment, pods, current);
  }

  private static Stream<Pod> leastReady(List<Pod> pods) {
    return pods.stream().sorted(Comparator.comparing(Pods::isReady));
  }

  private static boolean isOf(String hash, Pod pod) {
    return hash.equals(pod.getMetadata().getLabels().get(HASH));
  }

  private void create(Deployment deployment, String hash) {
    String name =
        "%s-%s-%05x".formatted(deployment.getMetadata().getName(), hash, random.nextInt(1 << 20));
    kubernetes
        .resource(
            Pods.make(deployment, deployment.getSpec().getTemplate(), name)
                .editMetadata()
                .addToLabels(HASH, hash)
                .endMetadata()
                .build())
        .create();
  }

  private void report(Deployment deployment, List<Pod> pods, List<Pod> current) {
    int ready = (int) pods.stream().filter(Pods::isReady).count();
    int desired = deployment.getSpec().getReplicas();
    DeploymentStatus before = deployment.getStatus();
    DeploymentStatus status =
        new DeploymentStatusBuilder()
            .withObservedGeneration(deployment.getMetadata().getGeneration())
            .withReplicas(pods.size())
            .withUpdatedReplicas(current.size())
            .withReadyReplicas(ready)
            .withAvailableReplicas(ready)
            .withUnavailableReplicas(Math.max(0, desired - ready))
            .withConditions(
                condition(before, "Available", ready >= desired, "MinimumReplicasAvailable"),
                condition(before, "Progressing", true, "ReplicaSetUpdated"))
            .build();
    if (!status.equals(before)) {
      kubernetes
          .resource(deployment)
          .editStatus(d -> new DeploymentBuilder(d).withStatus(status).build());
    }
  }

  private static DeploymentCondition condition(
      DeploymentStatus before, String type, boolean holds, String reason) {
    String status = holds ? "True" : "False";
    return Stream.ofNullable(before)
        .flatMap(b -> b.getConditions().stream())
        .filter(c -> c.getType().equals(type) && c.getStatus().equals(status))
        .findFirst()
        .orElseGet(() -> {
          String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
          return new DeploymentConditionBuilder()
              .withType(type)
              .withStatus(status)
              .withReason(reason)
              .withLastTransitionTime(now)
              .withLastUpdateTime(now)
              .build();
        });
  }
}
