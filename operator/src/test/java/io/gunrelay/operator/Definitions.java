package io.gunrelay.operator;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.concurrent.TimeUnit;

/** Kinds that a test adds to an API server. */
final class Definitions {
  private Definitions() {}

  /** Creates the definition and waits until the server serves its kind. */
  static void establish(KubernetesClient client, CustomResourceDefinition crd) {
    client.resource(crd).create();
    awaitEstablished(client, crd);
  }

  /** Puts another version of a definition in the place of the present one. */
  static void replace(KubernetesClient client, CustomResourceDefinition crd) {
    client.resource(crd).unlock().update();
    awaitEstablished(client, crd);
  }

  private static void awaitEstablished(KubernetesClient client, CustomResourceDefinition crd) {
    client
        .resource(crd)
        .waitUntilCondition(
            found ->
                found != null
                    && found.getStatus() != null
                    && found.getStatus().getConditions() != null
                    && found.getStatus().getConditions().stream()
                        .anyMatch(condition ->
                            "Established".equals(condition.getType())
                                && "True".equals(condition.getStatus())),
            30,
            TimeUnit.SECONDS);
  }
}
