package io.gunrelay.kubectl.plan;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.gunrelay.operator.fleet.RelayImages;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What only the operator was told.
 *
 * @param namespace where it runs
 * @param images the relay's
 * @param restricts whether it refuses some of what the API server takes
 * @param assumed whether its Deployment was not found, or may not be read
 */
record OperatorSettings(String namespace, RelayImages images, boolean restricts, boolean assumed) {

  private static final OperatorSettings DEFAULTS =
      new OperatorSettings(
          "gunrelay-system", new RelayImages("ghcr.io/gunrelay/relay"), false, true);

  private static final String NAME_LABEL = "app.kubernetes.io/name";
  private static final String NAME = "gunrelay-operator";
  private static final String RELAY_IMAGE = "GUNRELAY_RELAY_IMAGE";
  private static final String RELAY_DIGESTS = "GUNRELAY_RELAY_DIGESTS";
  private static final String ALLOWED = "GUNRELAY_ALLOWED_";

  /** Reads the operator's Deployment, wherever it is, or where it is usually. */
  static OperatorSettings of(KubernetesClient client) {
    var deployments = client.apps().deployments();
    return first(deployments.inAnyNamespace())
        .or(() -> first(deployments.inNamespace(DEFAULTS.namespace)))
        .orElse(DEFAULTS);
  }

  private static Optional<OperatorSettings> first(
      FilterWatchListDeletable<Deployment, DeploymentList, ?> deployments) {
    try {
      return deployments.withLabel(NAME_LABEL, NAME).list().getItems().stream()
          .map(OperatorSettings::of)
          .flatMap(Optional::stream)
          .findFirst();
    } catch (KubernetesClientException e) {
      return Optional.empty();
    }
  }

  private static Optional<OperatorSettings> of(Deployment deployment) {
    var variables = new HashMap<String, String>();
    deployment.getSpec().getTemplate().getSpec().getContainers().stream()
        .flatMap(container -> container.getEnv().stream())
        .filter(variable -> variable.getValue() != null)
        .forEach(variable -> variables.put(variable.getName(), variable.getValue()));
    return Optional.ofNullable(variables.get(RELAY_IMAGE))
        .map(image ->
            new OperatorSettings(
                deployment.getMetadata().getNamespace(),
                new RelayImages(image, digests(variables.getOrDefault(RELAY_DIGESTS, ""))),
                variables.keySet().stream().anyMatch(name -> name.startsWith(ALLOWED)),
                false));
  }

  private static Map<String, String> digests(String pairs) {
    return Arrays.stream(pairs.split(",", -1))
        .map(pair -> pair.strip().split("=", 2))
        .filter(pair -> pair.length == 2)
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (one, other) -> other));
  }
}
