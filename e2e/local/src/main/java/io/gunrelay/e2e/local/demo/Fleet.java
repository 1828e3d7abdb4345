package io.gunrelay.e2e.local.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.readiness.Readiness;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.api.v1alpha1.GunRelayClusterStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A GunRelayCluster, its objects and its relays, as the Kubernetes API shows them. */
final class Fleet {
  private static final List<Class<? extends HasMetadata>> KINDS =
      List.of(
          Deployment.class,
          StatefulSet.class,
          Pod.class,
          Service.class,
          ConfigMap.class,
          ServiceAccount.class,
          Ingress.class,
          HorizontalPodAutoscaler.class,
          PodDisruptionBudget.class);

  private final KubernetesClient kubernetes;
  private final String namespace;
  private final String name;

  Fleet(KubernetesClient kubernetes, String namespace, String name) {
    this.kubernetes = kubernetes;
    this.namespace = namespace;
    this.name = name;
  }

  /** Its resource; call on it to apply, edit or delete. */
  Resource<GunRelayCluster> resource() {
    return kubernetes.resources(GunRelayCluster.class).inNamespace(namespace).withName(name);
  }

  private Optional<GunRelayClusterStatus> status() {
    return Optional.ofNullable(resource().get()).map(GunRelayCluster::getStatus);
  }

  /** The operator's status in a line. */
  String line() {
    return status()
        .map(status ->
            "%s  %s  (ready %s/%s, clients %s)"
                .formatted(
                    status.phase(),
                    status.message(),
                    status.readyReplicas(),
                    status.replicas(),
                    status.clients() == null ? "?" : status.clients()))
        .orElse("no status yet");
  }

  /** The condition Ready, for the spec as it is now. */
  boolean isReady() {
    GunRelayCluster cluster = resource().get();
    return cluster != null
        && cluster.getStatus() != null
        && cluster.getStatus().observedGeneration() != null
        && cluster.getStatus().observedGeneration() >= cluster.getMetadata().getGeneration()
        && cluster.getStatus().conditions() != null
        && cluster.getStatus().conditions().stream()
            .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
  }

  long clients() {
    return status().map(GunRelayClusterStatus::clients).orElse(-1L);
  }

  List<Pod> pods() {
    return kubernetes
        .pods()
        .inNamespace(namespace)
        .withLabel("gunrelay.io/cluster", name)
        .list()
        .getItems();
  }

  Pod pod(String podName) {
    return pods().stream()
        .filter(pod -> pod.getMetadata().getName().equals(podName))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no pod " + podName));
  }

  boolean allPodsAreReady(int count) {
    List<Pod> pods = pods();
    return pods.size() == count && pods.stream().allMatch(Readiness::isPodReady);
  }

  static int restarts(Pod pod) {
    return pod.getStatus().getContainerStatuses().stream()
        .mapToInt(status -> status.getRestartCount())
        .sum();
  }

  /** What each relay that can be asked says of its clients, by the pod's name. */
  Map<String, Long> clientsByPod() {
    Map<String, Long> clients = new TreeMap<>();
    for (Pod pod : pods()) {
      report(pod)
          .ifPresent(report ->
              clients.put(pod.getMetadata().getName(), report.at("/self/load/clients").asLong()));
    }
    return clients;
  }

  private Optional<JsonNode> report(Pod pod) {
    String path =
        "/api/v1/namespaces/%s/pods/%s:9090/proxy/report"
            .formatted(namespace, pod.getMetadata().getName());
    try {
      String text = kubernetes.raw(path);
      return text == null
          ? Optional.empty()
          : Optional.of(JsonMapper.builder().build().readTree(text));
    } catch (KubernetesClientException | JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** Everything that was made for it, as {@code Kind/name}. */
  List<String> objects() {
    List<String> objects = new ArrayList<>();
    for (Class<? extends HasMetadata> kind : KINDS) {
      kubernetes
          .resources(kind)
          .inNamespace(namespace)
          .withLabel("gunrelay.io/cluster", name)
          .list()
          .getItems()
          .forEach(object -> objects.add(object.getKind() + "/" + object.getMetadata().getName()));
    }
    return objects;
  }
}
