package io.gunrelay.e2e.scenarios.rollouts;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Where new connections go while an operator writes that: to the pods of these addresses. */
final class EntrySlices {
  private static final String SERVICE = "kubernetes.io/service-name";
  private static final String COLOUR = "gunrelay.io/colour";

  private EntrySlices() {}

  /** The colours of relays that entries lead to; empty when the operator does not say. */
  static Set<String> colours(Stage stage) {
    Map<String, String> colourOf =
        stage.kubernetes().pods().inNamespace(stage.namespace()).list().getItems().stream()
            .filter(pod -> pod.getStatus().getPodIP() != null)
            .filter(pod -> pod.getMetadata().getLabels().containsKey(COLOUR))
            .collect(
                Collectors.toMap(
                    (Pod pod) -> pod.getStatus().getPodIP(),
                    pod -> pod.getMetadata().getLabels().get(COLOUR),
                    (one, other) -> one));
    return stage
        .kubernetes()
        .resources(EndpointSlice.class)
        .inNamespace(stage.namespace())
        .list()
        .getItems()
        .stream()
        .filter(
            slice -> slice.getMetadata().getLabels().getOrDefault(SERVICE, "").endsWith("-entry"))
        .flatMap(slice -> slice.getEndpoints().stream())
        .flatMap(endpoint -> endpoint.getAddresses().stream())
        .map(address -> colourOf.getOrDefault(address, "unknown"))
        .collect(Collectors.toSet());
  }
}
