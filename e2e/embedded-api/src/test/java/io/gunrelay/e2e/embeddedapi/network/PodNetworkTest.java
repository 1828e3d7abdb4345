package io.gunrelay.e2e.embeddedapi.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PodNetworkTest {

  private static final KubernetesSerialization YAML = new KubernetesSerialization();
  private static final Party OUTSIDE = new Party.Outside("192.0.2.7");

  private final Party server = pod("shop", "server", "10.0.0.1");
  private final Party client = pod("shop", "client", "10.0.0.2");
  private final Party stranger = pod("other", "client", "10.0.0.3");

  @Test
  void withoutAPolicyEverythingIsOpen() {
    assertThat(reach("", server, 80)).containsExactly(true, true, true);
  }

  @Test
  void aPolicyWithoutRulesShutsThePodsThatItSelects() {
    assertThat(reach("podSelector: {}", server, 80)).containsExactly(false, false, false);
    assertThat(reach("podSelector: {matchLabels: {app: client}}", server, 80))
        .containsExactly(true, true, true);
  }

  @Test
  void aRuleWithoutPeersLetsEveryoneInAtItsPorts() {
    var spec = "podSelector: {}\ningress: [{ports: [{port: 80, endPort: 82}, {port: web}]}]";

    assertThat(reach(spec, server, 80)).containsExactly(true, true, true);
    assertThat(reach(spec, server, 82)).containsExactly(true, true, true);
    assertThat(reach(spec, server, 8080)).as("by its name").containsExactly(true, true, true);
    assertThat(reach(spec, server, 83)).containsExactly(false, false, false);
    assertThat(network(spec).allows(client, server, "UDP", 80)).as("TCP, unless said").isFalse();
  }

  @Test
  void aPodSelectorAloneMeansPodsOfTheSameNamespace() {
    assertThat(
            reach(
                "podSelector: {}\ningress: [{from: [{podSelector: {matchLabels: {app: client}}}]}]",
                server,
                80))
        .containsExactly(true, false, false);
  }

  @Test
  void bothSelectorsOfAPeerHaveToMatch() {
    assertThat(
            reach(
                "podSelector: {}\ningress: [{from: [{podSelector: {matchLabels: {app: client}},"
                    + " namespaceSelector: {matchExpressions: [{key: name, operator: In, values:"
                    + " [other]}]}}]}]",
                server,
                80))
        .containsExactly(false, true, false);
    assertThat(
            reach(
                "podSelector: {}\ningress: [{from: [{podSelector: {matchLabels: {app: nobody}},"
                    + " namespaceSelector: {}}]}]",
                server,
                80))
        .containsExactly(false, false, false);
  }

  @Test
  void addressesAreLetInButForThoseThatAreExcepted() {
    var spec =
        "podSelector: {}\ningress: [{from: [{ipBlock: {cidr: 192.0.2.0/24, except: [%s]}}]}]";

    assertThat(reach(spec.formatted(""), server, 80)).containsExactly(false, false, true);
    assertThat(reach(spec.formatted("192.0.2.4/30"), server, 80))
        .containsExactly(false, false, false);
  }

  @Test
  void aConnectionHasToBeAllowedAtBothEnds() {
    var spec =
        "podSelector: {matchLabels: {app: client}}\npolicyTypes: [Egress]\negress: [{to:"
            + " [{podSelector: {matchLabels: {app: server}}}], ports: [{port: 80}]}]";

    assertThat(reach(spec, server, 80)).containsExactly(true, true, true);
    assertThat(reach(spec, server, 81)).containsExactly(false, true, true);
    assertThat(network(spec).allows(client, OUTSIDE, "TCP", 80)).isFalse();
    assertThat(network(spec).allows(stranger, client, "TCP", 80)).as("only about egress").isTrue();
  }

  /** Whether the client, the stranger and a machine outside reach a pod. */
  private Stream<Boolean> reach(String spec, Party to, int port) {
    return Stream.of(client, stranger, OUTSIDE)
        .map(from -> network(spec).allows(from, to, "TCP", port));
  }

  private static PodNetwork network(String spec) {
    var policies =
        spec.isEmpty()
            ? List.<NetworkPolicy>of()
            : List.of(
                YAML.unmarshal(
                    "metadata: {name: p, namespace: shop}\nspec:\n" + spec.indent(2),
                    NetworkPolicy.class));
    return new PodNetwork(List.of(namespace("shop"), namespace("other")), policies);
  }

  private static Namespace namespace(String name) {
    return YAML.unmarshal(
        "metadata: {name: %s, labels: {name: %s}}".formatted(name, name), Namespace.class);
  }

  private static Party pod(String namespace, String app, String address) {
    return new Party.OfPod(
        YAML.unmarshal(
            """
            metadata: {name: %s, namespace: %s, labels: {app: %s}}
            spec: {containers: [{name: it, ports: [{name: web, containerPort: 8080}]}]}
            status: {podIP: %s}
            """
                .formatted(app, namespace, app, address),
            Pod.class));
  }
}
