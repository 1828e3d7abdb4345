package io.gunrelay.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All that was made in a namespace, without what differs from one namespace to the next. */
final class Objects {

  private static final KubernetesSerialization YAML = new KubernetesSerialization();
  private static final List<Class<? extends HasMetadata>> KINDS =
      List.of(
          ServiceAccount.class,
          NetworkPolicy.class,
          Secret.class,
          ConfigMap.class,
          Service.class,
          Deployment.class,
          StatefulSet.class,
          PodDisruptionBudget.class,
          HorizontalPodAutoscaler.class,
          Ingress.class);

  private Objects() {}

  static Map<String, String> of(Fixture fixture) {
    var all = new TreeMap<String, String>();
    made(fixture)
        .forEach(object ->
            all.put(
                object.getKind() + " " + object.getMetadata().getName(),
                plain(object).replace(fixture.namespace(), "here")));
    return all;
  }

  /** Plays the garbage collector: what belongs to a fleet that is gone goes. */
  static void collectGarbage(Fixture fixture) {
    var present =
        fixture
            .client()
            .resources(GunRelayCluster.class)
            .inNamespace(fixture.namespace())
            .list()
            .getItems()
            .stream()
            .map(cluster -> cluster.getMetadata().getUid())
            .collect(Collectors.toSet());
    made(fixture)
        .filter(object ->
            object.getMetadata().getOwnerReferences().stream()
                .noneMatch(owner -> present.contains(owner.getUid())))
        .forEach(object -> fixture.client().resource(object).delete());
  }

  /** The objects themselves. */
  static Stream<HasMetadata> made(Fixture fixture) {
    return KINDS.stream()
        .flatMap(kind ->
            fixture
                .client()
                .resources(kind)
                .inNamespace(fixture.namespace())
                .withLabel("app.kubernetes.io/managed-by", "gunrelay-operator")
                .list()
                .getItems()
                .stream()
                .map(HasMetadata.class::cast));
  }

  private static String plain(HasMetadata object) {
    ObjectNode tree = YAML.convertValue(object, ObjectNode.class);
    tree.remove("status");
    var metadata = (ObjectNode) tree.get("metadata");
    metadata.retain("name", "labels");
    if (object instanceof Secret) {
      tree.remove("data");
    }
    if (tree.get("spec") instanceof ObjectNode spec) {
      spec.remove(List.of("clusterIP", "clusterIPs"));
      if (spec.at("/template/metadata") instanceof ObjectNode template) {
        template.remove("annotations");
      }
    }
    JsonNode whole = tree;
    return whole.toPrettyString();
  }
}
