package io.gunrelay.kubectl.plan;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Optional;

/**
 * What only the operator was told.
 *
 * @param namespace where it runs
 * @param relayImage the relay's image without a tag
 * @param assumed whether its Deployment was not found, or may not be read
 */
record OperatorSettings(String namespace, String relayImage, boolean assumed) {

  private static final OperatorSettings DEFAULTS =
      new OperatorSettings("gunrelay-system", "ghcr.io/gunrelay/relay", true);

  private static final String NAME_LABEL = "app.kubernetes.io/name";
  private static final String NAME = "gunrelay-operator";
  private static final String RELAY_IMAGE = "GUNRELAY_RELAY_IMAGE";

  /** Reads the operator's Deployment, wherever it is. */
  static OperatorSettings of(KubernetesClient client) {
    return everywhere(client).or(() -> inItsNamespace(client)).orElse(DEFAULTS);
  }

  private static Optional<OperatorSettings> everywhere(KubernetesClient client) {
    try {
      return first(
          client
              .apps()
              .deployments()
              .inAnyNamespace()
              .withLabel(NAME_LABEL, NAME)
              .list()
              .getItems());
    } catch (KubernetesClientException e) {
      return Optional.empty();
    }
  }

  private static Optional<OperatorSettings> inItsNamespace(KubernetesClient client) {
    try {
      return first(
          client
              .apps()
              .deployments()
              .inNamespace(DEFAULTS.namespace)
              .withLabel(NAME_LABEL, NAME)
              .list()
              .getItems());
    } catch (KubernetesClientException e) {
      return Optional.empty();
    }
  }

  private static Optional<OperatorSettings> first(List<Deployment> deployments) {
    return deployments.stream()
        .flatMap(deployment ->
            deployment.getSpec().getTemplate().getSpec().getContainers().stream()
                .flatMap(container -> container.getEnv().stream())
                .filter(variable -> RELAY_IMAGE.equals(variable.getName()))
                .map(EnvVar::getValue)
                .map(image ->
                    new OperatorSettings(deployment.getMetadata().getNamespace(), image, false)))
        .findFirst();
  }
}
