package io.gunrelay.operator.fleet;

import static java.util.Objects.requireNonNullElse;
import static java.util.Objects.requireNonNullElseGet;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.Toleration;
import io.gunrelay.api.v1alpha1.RelaySpread;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What relays' pods have beside what every fleet's have.
 *
 * @param pullSecrets by which nodes get the image
 * @param labels none of the operator's own
 * @param annotations none of the operator's own
 * @param nodeSelector labels of nodes in every region
 * @param affinity to nodes, and to pods of the namespace
 * @param tolerations of taints
 * @param spread in the place of the operator's own over the same label of nodes
 * @param priorityClass null for the cluster's default
 * @param runtimeClass null for the nodes' default
 * @param scheduler null for the cluster's default
 */
public record PodOverrides(
    List<String> pullSecrets,
    Map<String, String> labels,
    Map<String, String> annotations,
    Map<String, String> nodeSelector,
    Affinity affinity,
    List<Toleration> tolerations,
    List<RelaySpread> spread,
    @Nullable String priorityClass,
    @Nullable String runtimeClass,
    @Nullable String scheduler) {

  /** Of a fleet that asks for nothing. */
  public static final PodOverrides NONE =
      new PodOverrides(
          List.of(),
          Map.of(),
          Map.of(),
          Map.of(),
          new Affinity(),
          List.of(),
          List.of(),
          null,
          null,
          null);

  public PodOverrides {
    // What is empty is left out where a revision is remembered.
    pullSecrets = List.copyOf(requireNonNullElse(pullSecrets, List.of()));
    labels = Map.copyOf(requireNonNullElse(labels, Map.of()));
    annotations = Map.copyOf(requireNonNullElse(annotations, Map.of()));
    nodeSelector = Map.copyOf(requireNonNullElse(nodeSelector, Map.of()));
    affinity = requireNonNullElseGet(affinity, Affinity::new);
    tolerations = List.copyOf(requireNonNullElse(tolerations, List.of()));
    spread = List.copyOf(requireNonNullElse(spread, List.of()));
  }
}
