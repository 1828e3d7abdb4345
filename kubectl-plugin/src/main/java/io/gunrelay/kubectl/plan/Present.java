package io.gunrelay.kubectl.plan;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.kubectl.cluster.Problem;
import io.gunrelay.kubectl.cluster.Refusals;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.observe.Kinds;
import io.gunrelay.operator.observe.Observation;
import io.gunrelay.operator.observe.OptionalKinds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What there is of a fleet in its own cluster.
 *
 * @param secretsHidden whether Secrets may not be read
 */
record Present(Observation seen, boolean secretsHidden) {

  private static final int NOT_FOUND = 404;

  /** Reads every kind that the operator makes, all at the same time. */
  static Present of(KubernetesClient client, GunRelayCluster fleet) {
    var answers = new LinkedHashMap<Class<? extends HasMetadata>, Future<List<HasMetadata>>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Kinds.AT_HOME.forEach(
          kind -> answers.put(kind, threads.submit(() -> list(client, kind, fleet))));
      OptionalKinds.ALL.forEach(
          kind -> answers.put(kind, threads.submit(() -> list(client, kind, fleet))));
      return collect(answers);
    }
  }

  private static <T extends HasMetadata> List<HasMetadata> list(
      KubernetesClient client, Class<T> kind, GunRelayCluster fleet) {
    return List.copyOf(
        client
            .resources(kind)
            .inNamespace(fleet.getMetadata().getNamespace())
            .withLabel(Names.MANAGED_BY_LABEL, Names.MANAGED_BY)
            .withLabel(Names.CLUSTER_LABEL, fleet.getMetadata().getName())
            .list()
            .getItems());
  }

  private static Present collect(
      Map<Class<? extends HasMetadata>, Future<List<HasMetadata>>> answers) {
    var objects = new ArrayList<HasMetadata>();
    var pods = new ArrayList<Pod>();
    Set<Class<? extends HasMetadata>> optional = new HashSet<>(OptionalKinds.ALL);
    var hidden = false;
    for (var answer : answers.entrySet()) {
      var kind = answer.getKey();
      try {
        for (var object : answer.getValue().get()) {
          if (object instanceof Pod pod) {
            pods.add(pod);
          } else {
            objects.add(object);
          }
        }
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof KubernetesClientException refusal)) {
          throw new IllegalStateException(e.getCause());
        }
        if (kind == Secret.class && Refusals.isForbidden(refusal)) {
          hidden = true;
        } else if (optional.contains(kind) && refusal.getCode() == NOT_FOUND) {
          optional.remove(kind);
        } else {
          throw new Problem(
              "a plan needs what there is of kind %s: %s"
                  .formatted(HasMetadata.getKind(kind), Refusals.explain(refusal)));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new Problem("interrupted");
      }
    }
    return new Present(new Observation(objects, pods, Map.of(), optional), hidden);
  }
}
