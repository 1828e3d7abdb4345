package io.gunrelay.kubectl.cluster;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.operator.decide.Pause;
import io.gunrelay.operator.fleet.Annotation;
import io.gunrelay.operator.fleet.Names;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The fleets of a cluster. What a request fails with is told as a {@link Problem}. */
public final class Fleets {

  private static final String FIELD_MANAGER = "kubectl-gunrelay";
  private static final int NOT_FOUND = 404;

  private final KubernetesClient client;

  public Fleets(KubernetesClient client) {
    this.client = client;
  }

  /** Those of the namespace, by name. */
  public List<GunRelayCluster> here() {
    try {
      return sorted(client.resources(GunRelayCluster.class).list().getItems());
    } catch (KubernetesClientException e) {
      throw problem(e);
    }
  }

  /** Those of all namespaces, by namespace and name. */
  public List<GunRelayCluster> everywhere() {
    try {
      return sorted(client.resources(GunRelayCluster.class).inAnyNamespace().list().getItems());
    } catch (KubernetesClientException e) {
      throw problem(e);
    }
  }

  /** The fleet of that name in the namespace. */
  public GunRelayCluster get(String name) {
    return find(name).orElseThrow(() -> unknown(name));
  }

  /** The fleet of that name in the namespace, if there is one. */
  public Optional<GunRelayCluster> find(String name) {
    try {
      return Optional.ofNullable(client.resources(GunRelayCluster.class).withName(name).get());
    } catch (KubernetesClientException e) {
      throw problem(e);
    }
  }

  /**
   * Asks the operator to leave a fleet as it is, or no longer to.
   *
   * @return whether that is something new
   */
  public boolean pause(String name, boolean paused) {
    if (Pause.isAskedFor(get(name)) == paused) {
      return false;
    }
    annotate(name, Annotation.PAUSED, paused ? "true" : null);
    return true;
  }

  /**
   * Asks the operator for something.
   *
   * @param value without quotes in it; null for no longer
   */
  public void annotate(String name, Annotation wish, @Nullable String value) {
    try {
      var _ =
          client
              .resources(GunRelayCluster.class)
              .withName(name)
              .patch(
                  new PatchContext.Builder()
                      .withPatchType(PatchType.JSON_MERGE)
                      .withFieldManager(FIELD_MANAGER)
                      .build(),
                  "{\"metadata\":{\"annotations\":{\"%s\":%s}}}"
                      .formatted(wish.key(), value == null ? "null" : '"' + value + '"'));
    } catch (KubernetesClientException e) {
      throw problem(e);
    }
  }

  /** The fleet's pods in its own cluster, by name. */
  public List<Pod> pods(GunRelayCluster fleet) {
    return client
        .pods()
        .inNamespace(fleet.getMetadata().getNamespace())
        .withLabel(Names.CLUSTER_LABEL, fleet.getMetadata().getName())
        .withLabel(Names.MANAGED_BY_LABEL, Names.MANAGED_BY)
        .list()
        .getItems()
        .stream()
        .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
        .toList();
  }

  /** What has been told of the fleet, in no order. */
  public List<Event> events(GunRelayCluster fleet) {
    return client
        .v1()
        .events()
        .inNamespace(fleet.getMetadata().getNamespace())
        .withField("involvedObject.kind", GunRelayCluster.KIND)
        .withField("involvedObject.name", fleet.getMetadata().getName())
        .list()
        .getItems();
  }

  /** Says that there is none of that name, and which there are. */
  private Problem unknown(String name) {
    var namespace = client.getNamespace();
    if (!isKindKnown()) {
      return notInstalled();
    }
    var others = here().stream().map(fleet -> fleet.getMetadata().getName()).toList();
    return new Problem(
        others.isEmpty()
            ? "namespace %s has no fleet %s, nor any other: -n names another one, 'kubectl gunrelay status -A' lists all"
                .formatted(namespace, name)
            : "namespace %s has no fleet %s, but %s"
                .formatted(namespace, name, String.join(", ", others)));
  }

  private boolean isKindKnown() {
    try {
      var _ = client.resources(GunRelayCluster.class).list();
      return true;
    } catch (KubernetesClientException e) {
      return e.getCode() != NOT_FOUND;
    }
  }

  private static Problem problem(KubernetesClientException e) {
    return e.getCode() == NOT_FOUND ? notInstalled() : new Problem(Refusals.explain(e));
  }

  private static Problem notInstalled() {
    return new Problem(
        "the cluster knows no GunRelayCluster: install the operator first, 'make install' or the Helm chart");
  }

  private static List<GunRelayCluster> sorted(List<GunRelayCluster> fleets) {
    return fleets.stream()
        .sorted(
            Comparator.comparing((GunRelayCluster fleet) -> fleet.getMetadata().getNamespace())
                .thenComparing(fleet -> fleet.getMetadata().getName()))
        .toList();
  }
}
