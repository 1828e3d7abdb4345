package io.gunrelay.e2e.scenarios.operators;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.gunrelay.e2e.embeddedapi.network.Party;
import io.gunrelay.e2e.embeddedapi.network.PodNetwork;
import io.gunrelay.e2e.scenarios.stage.Fleet;
import io.gunrelay.e2e.scenarios.stage.Installation;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * Who could reach a fleet's relays if the cluster enforced its NetworkPolicies: they are evaluated
 * between all pods that there are, with the labels, namespaces and ports that they have.
 */
final class Reach {
  private static final String NAME = "app.kubernetes.io/name";

  private final Stage stage;
  private final Fleet fleet;

  Reach(Stage stage, Fleet fleet) {
    this.stage = stage;
    this.fleet = fleet;
  }

  void check() {
    var kubernetes = stage.kubernetes();
    var network =
        new PodNetwork(
            kubernetes.namespaces().list().getItems(),
            kubernetes.network().v1().networkPolicies().inAnyNamespace().list().getItems());
    List<Pod> all =
        kubernetes.pods().inAnyNamespace().list().getItems().stream()
            .filter(pod -> !Boolean.TRUE.equals(pod.getSpec().getHostNetwork()))
            .toList();
    int pairs = 0;
    for (Pod relay : fleet.pods()) {
      Pod strange = prometheusOf(stage.namespace());
      expect(network, all, relay, "gun", (from, to) -> true);
      expect(network, all, relay, "replication", this::isOfTheFleet);
      expect(network, all, relay, "admin", Reach::isOperator);
      expect(network, List.of(strange), relay, "admin", (from, to) -> true);
      expect(network, List.of(strange), relay, "replication", (from, to) -> false);
      for (Pod other : all) {
        for (var port : other.getSpec().getContainers().getFirst().getPorts()) {
          boolean may =
              (isOfTheFleet(other, relay) && "replication".equals(port.getName()))
                  || port.getContainerPort() == 53;
          say(network, relay, other, port.getProtocol(), port.getContainerPort(), may);
          pairs++;
        }
      }
      pairs += 3 * all.size();
    }
    stage.saw("%d ways between pods are open or shut as they are to be".formatted(pairs));
  }

  private static void expect(
      PodNetwork network,
      List<Pod> from,
      Pod relay,
      String portName,
      BiPredicate<Pod, Pod> isAllowed) {
    int port =
        relay.getSpec().getContainers().getFirst().getPorts().stream()
            .filter(named -> portName.equals(named.getName()))
            .findFirst()
            .orElseThrow(() -> new AssertionError("a relay has no port " + portName))
            .getContainerPort();
    for (Pod pod : from) {
      // Relays are no clients and no operators: their own policy lets them out to relays alone.
      boolean may = isAllowed.test(pod, relay) && (!isRelay(pod) || portName.equals("replication"));
      say(network, pod, relay, "TCP", port, may);
    }
  }

  private static boolean isRelay(Pod pod) {
    return "gun-relay".equals(label(pod, NAME));
  }

  private static void say(
      PodNetwork network, Pod from, Pod to, String protocol, int port, boolean expected) {
    if (network.allows(new Party.OfPod(from), new Party.OfPod(to), protocol, port) != expected) {
      throw new AssertionError(
          "%s %s port %d of %s"
              .formatted(nameOf(from), expected ? "cannot reach" : "can reach", port, nameOf(to)));
    }
  }

  private boolean isOfTheFleet(Pod from, Pod to) {
    return from.getMetadata().getNamespace().equals(to.getMetadata().getNamespace())
        && fleet.name().equals(label(from, "gunrelay.io/cluster"));
  }

  private static boolean isOperator(Pod from, Pod to) {
    return Installation.NAMESPACE.equals(from.getMetadata().getNamespace())
        && Installation.OPERATOR.equals(label(from, NAME));
  }

  private static Pod prometheusOf(String namespace) {
    return new PodBuilder()
        .withNewMetadata()
        .withName("prometheus")
        .withNamespace(namespace)
        .addToLabels(NAME, "prometheus")
        .endMetadata()
        .withNewSpec()
        .endSpec()
        .build();
  }

  private static String label(Pod pod, String label) {
    var labels = pod.getMetadata().getLabels();
    return labels == null ? "" : labels.getOrDefault(label, "");
  }

  private static String nameOf(Pod pod) {
    return pod.getMetadata().getNamespace() + "/" + pod.getMetadata().getName();
  }
}
