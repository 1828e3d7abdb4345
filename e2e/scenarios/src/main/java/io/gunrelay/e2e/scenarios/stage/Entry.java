package io.gunrelay.e2e.scenarios.stage;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;

/**
 * Where the cluster's ingress is dialed: {@code E2E_ENTRY}, an address, if it is set; else a node,
 * whose ports 80 and 443 are the ingress.
 */
public record Entry(String node) {

  public static Entry of(KubernetesClient kubernetes) {
    String given = System.getenv("E2E_ENTRY");
    if (given != null && !given.isBlank()) {
      return new Entry(given);
    }
    return new Entry(address(kubernetes.nodes().list().getItems().getFirst()));
  }

  public static String address(Node node) {
    return node.getStatus().getAddresses().stream()
        .filter(address -> address.getType().equals("InternalIP"))
        .findFirst()
        .orElseThrow(() -> new AssertionError(node.getMetadata().getName() + " has no address"))
        .getAddress();
  }

  public static List<Node> nodes(KubernetesClient kubernetes) {
    return kubernetes.nodes().list().getItems();
  }
}
