package io.gunrelay.e2e.scenarios.stage;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the operator made for a fleet. */
public final class Owned {
  private static final ResourceDefinitionContext SERVICE_MONITOR =
      kind("monitoring.coreos.com", "v1", "ServiceMonitor", "servicemonitors");
  private static final List<ResourceDefinitionContext> KINDS =
      List.of(
          kind("apps", "v1", "Deployment", "deployments"),
          kind("apps", "v1", "StatefulSet", "statefulsets"),
          kind("", "v1", "Service", "services"),
          kind("", "v1", "ConfigMap", "configmaps"),
          kind("", "v1", "ServiceAccount", "serviceaccounts"),
          kind("networking.k8s.io", "v1", "Ingress", "ingresses"),
          kind("networking.k8s.io", "v1", "NetworkPolicy", "networkpolicies"),
          kind("autoscaling", "v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers"),
          kind("policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets"));
  private static final List<ResourceDefinitionContext> FOLLOWERS =
      List.of(
          kind("", "v1", "Pod", "pods"),
          kind("apps", "v1", "ReplicaSet", "replicasets"),
          kind("discovery.k8s.io", "v1", "EndpointSlice", "endpointslices"));

  private final Stage stage;

  public Owned(Stage stage) {
    this.stage = stage;
  }

  /** Objects that name the fleet as their owner. */
  public List<GenericKubernetesResource> by(Fleet fleet) {
    String uid = fleet.resource().getMetadata().getUid();
    return everythingIn(kinds())
        .filter(object ->
            object.getMetadata().getOwnerReferences().stream()
                .anyMatch(owner -> owner.getUid().equals(uid)))
        .toList();
  }

  /** What is left of a fleet that is gone, and of what was made for its objects in turn. */
  public List<String> leftOf(String fleet) {
    return everythingIn(Stream.concat(kinds(), FOLLOWERS.stream()))
        .filter(object -> object.getMetadata().getLabels() != null)
        .filter(object ->
            Objects.equals(object.getMetadata().getLabels().get("gunrelay.io/cluster"), fleet))
        .map(Owned::nameOf)
        .toList();
  }

  /** Waits until a fleet that was deleted is gone with all that was made for it. */
  public void awaitNothingLeftOf(String fleet, Duration deadline) {
    Await.until(
        "nothing to be left of the fleet",
        deadline,
        () -> {
          // Nobody is left for whom its relays should take their time.
          stage.kubernetes().pods().inNamespace(stage.namespace()).withGracePeriod(1).delete();
          return leftOf(fleet).isEmpty();
        },
        () -> String.valueOf(leftOf(fleet)));
  }

  /** What the fleet's objects say, without what differs from one of the same name to the next. */
  public Map<String, String> likenessOf(Fleet fleet) {
    Map<String, String> all = new TreeMap<>();
    for (GenericKubernetesResource object : by(fleet)) {
      Map<String, Object> contents = new TreeMap<>(object.getAdditionalProperties());
      contents.remove("status");
      if (contents.get("spec") instanceof Map<?, ?> spec) {
        Map<Object, Object> kept = new HashMap<>(spec);
        kept.keySet().removeAll(List.of("clusterIP", "clusterIPs"));
        contents.put("spec", new TreeMap<>(kept));
      }
      contents.put("labels", object.getMetadata().getLabels());
      all.put(nameOf(object), Serialization.asYaml(contents));
    }
    return all;
  }

  public static String nameOf(GenericKubernetesResource object) {
    return object.getKind() + " " + object.getMetadata().getName();
  }

  private Stream<ResourceDefinitionContext> kinds() {
    return stage.kubernetes().supports("monitoring.coreos.com/v1", "ServiceMonitor")
        ? Stream.concat(KINDS.stream(), Stream.of(SERVICE_MONITOR))
        : KINDS.stream();
  }

  private Stream<GenericKubernetesResource> everythingIn(Stream<ResourceDefinitionContext> kinds) {
    return kinds.flatMap(kind ->
        stage
            .kubernetes()
            .genericKubernetesResources(kind)
            .inNamespace(stage.namespace())
            .list()
            .getItems()
            .stream());
  }

  private static ResourceDefinitionContext kind(
      String group, String version, String kind, String plural) {
    return new ResourceDefinitionContext.Builder()
        .withGroup(group)
        .withVersion(version)
        .withKind(kind)
        .withPlural(plural)
        .withNamespaced(true)
        .build();
  }
}
