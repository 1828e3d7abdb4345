package io.gunrelay.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.gunrelay.e2e.embeddedapi.network.Party;
import io.gunrelay.e2e.embeddedapi.network.PodNetwork;
import io.gunrelay.operator.fleet.Elsewhere;
import io.gunrelay.operator.fleet.Entry;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Fleets;
import io.gunrelay.operator.fleet.Network;
import io.gunrelay.operator.fleet.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the policies let through, between pods with the labels and ports that they really have. */
class RelayNetworkPolicyTest {

  private static final Path INSTALLATION = Path.of("../deploy/base");
  private static final Network EVERYONE = new Network("gunrelay-system", List.of(), List.of());
  private static final int CLIENTS = 8765;
  private static final int REPLICATION = 8766;
  private static final int ADMIN = 9090;

  private final Fleet fleet = Fleets.fixed(2);
  private static final Elsewhere OTHERS =
      new Elsewhere(List.of(), true, true, false, List.of(), List.of(), List.of());

  private final Party relay = relay(fleet, "shop");
  private final Party another = relay(fleet, "shop");
  private final Party ofAnotherFleet = relabelled("gunrelay.io/cluster", "other");
  private final Party ofANamesake = relay(fleet, "elsewhere");
  private final Party operator = operator("gunrelay-system");
  private final Party falseOperator = operator("elsewhere");
  private final Party prometheus =
      pod("monitoring", Map.of("app.kubernetes.io/name", "prometheus"));
  private final Party neighbour = pod("shop", Map.of("app", "shop"));
  private final Party ingress = pod("ingress", Map.of("app", "nginx"));
  private final Party outside = new Party.Outside("203.0.113.9");

  @Test
  void everyoneMayBeAClientUnlessNamespacesAreNamed() {
    assertThat(who(EVERYONE, CLIENTS)).contains(neighbour, ingress, outside, prometheus);
    assertThat(who(new Network("gunrelay-system", List.of("ingress"), List.of()), CLIENTS))
        .containsExactly(ingress);
  }

  @Test
  void relaysOfTheFleetReplicateWithEachOtherAlone() {
    assertThat(who(EVERYONE, REPLICATION)).containsExactly(another);
  }

  @Test
  void relaysOfOtherClustersReplicateFromAnywhere() {
    var network = network(fleet.at(new Site.Home(), OTHERS), EVERYONE);

    assertThat(network.allows(outside, relay, "TCP", REPLICATION)).isTrue();
    assertThat(network.allows(relay, outside, "TCP", REPLICATION)).isTrue();
    assertThat(network.allows(outside, relay, "TCP", ADMIN)).isFalse();
    assertThat(network.allows(relay, outside, "TCP", 443)).isFalse();
  }

  @Test
  void inAnotherClusterRelaysAreAskedThroughItsApiServer() {
    var network = network(fleet.at(new Site.Other("east", "kubeconfig", "shop"), OTHERS), EVERYONE);

    assertThat(network.allows(outside, relay, "TCP", ADMIN)).isTrue();
  }

  @Test
  void theOperatorAndPrometheusAskRelays() {
    assertThat(who(EVERYONE, ADMIN)).containsExactly(operator, prometheus);
    assertThat(who(new Network("gunrelay-system", List.of(), List.of("ingress")), ADMIN))
        .containsExactly(operator, ingress);
  }

  @Test
  void relaysReachEachOtherAndDnsAndNothingElse() {
    var network = network(fleet, EVERYONE);
    var dns = pod("kube-system", Map.of("k8s-app", "kube-dns"));

    assertThat(network.allows(relay, another, "TCP", REPLICATION)).isTrue();
    assertThat(network.allows(relay, dns, "UDP", 53)).isTrue();
    assertThat(network.allows(relay, new Party.Outside("169.254.20.10"), "UDP", 53)).isTrue();
    assertThat(network.allows(relay, dns, "TCP", 9153)).isFalse();
    assertThat(network.allows(relay, another, "TCP", CLIENTS)).isFalse();
    assertThat(network.allows(relay, another, "TCP", ADMIN)).isFalse();
    assertThat(network.allows(relay, neighbour, "TCP", REPLICATION)).isFalse();
    assertThat(network.allows(relay, outside, "TCP", 443)).isFalse();
  }

  @Test
  void relaysReachTheEntriesThatTheyTry() {
    var secure = Fleets.exposed(Entry.byIngress("relay.example", null, "certificate", List.of()));
    var entries = List.of("203.0.113.9");
    var network = network(secure, EVERYONE, entries);

    assertThat(network.allows(relay, outside, "TCP", 443)).isTrue();
    assertThat(network.allows(relay, outside, "TCP", 80)).isFalse();
    assertThat(network.allows(relay, new Party.Outside("203.0.113.8"), "TCP", 443)).isFalse();
    assertThat(network.allows(relay, ingress, "TCP", 8443)).isFalse();

    assertThat(RelayNetworkPolicy.of(secure, EVERYONE, List.of("2001:db8::9")).toString())
        .contains("cidr=2001:db8::9/128");

    var plain = Fleets.exposed(Entry.byIngress("relay.example", null, null, List.of()));
    assertThat(network(plain, EVERYONE, entries).allows(relay, outside, "TCP", 80)).isTrue();
  }

  @Test
  void whereTheNamespacesOfClientsAreKnownEntriesAreReachedThereByAnyPort() {
    var secure = Fleets.exposed(Entry.byIngress("relay.example", null, "certificate", List.of()));
    var known = new Network("gunrelay-system", List.of("ingress"), List.of());

    var network = network(secure, known, List.of("203.0.113.9"));
    assertThat(network.allows(relay, ingress, "TCP", 8443)).isTrue();
    assertThat(network.allows(relay, ingress, "UDP", 8443)).isFalse();
    assertThat(network.allows(relay, neighbour, "TCP", 8443)).isFalse();
    assertThat(network(secure, known).allows(relay, ingress, "TCP", 8443)).isFalse();
  }

  @Test
  void noOtherPortOfARelayIsOpen() {
    for (int port : new int[] {1, 22, 80, 8764, 8767, 9089, 9091}) {
      assertThat(who(EVERYONE, port)).as("port %d", port).isEmpty();
    }
  }

  @Test
  void theOperatorItselfIsReadByPrometheusAlone() throws IOException {
    var policy = read("network-policy.yaml", NetworkPolicy.class);
    var network = new PodNetwork(namespaces(), List.of(policy));

    assertThat(network.allows(prometheus, operator, "TCP", 8080)).isTrue();
    assertThat(network.allows(neighbour, operator, "TCP", 8080)).isFalse();
    assertThat(network.allows(prometheus, operator, "TCP", 5005)).isFalse();
    assertThat(network.allows(operator, relay, "TCP", ADMIN)).isTrue();
    assertThat(network.allows(operator, outside, "TCP", 6443)).as("the API server").isTrue();
  }

  private List<Party> who(Network who, int port) {
    var network = network(fleet, who);
    var let = new ArrayList<Party>();
    for (var party :
        List.of(
            another,
            ofAnotherFleet,
            ofANamesake,
            operator,
            falseOperator,
            prometheus,
            neighbour,
            ingress,
            outside)) {
      if (network.allows(party, relay, "TCP", port)) {
        let.add(party);
      }
    }
    return let;
  }

  private static PodNetwork network(Fleet fleet, Network who) {
    return network(fleet, who, List.of());
  }

  private static PodNetwork network(Fleet fleet, Network who, List<String> entries) {
    return new PodNetwork(namespaces(), List.of(RelayNetworkPolicy.of(fleet, who, entries)));
  }

  private static List<Namespace> namespaces() {
    return List.of("shop", "elsewhere", "gunrelay-system", "monitoring", "ingress", "kube-system")
        .stream()
        .map(name ->
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels("kubernetes.io/metadata.name", name)
                .endMetadata()
                .build())
        .toList();
  }

  private static Party relay(Fleet fleet, String namespace) {
    var region = fleet.regions().getFirst();
    return pod(namespace, RelayDeployment.of(fleet, region, 2).getSpec().getTemplate());
  }

  private Party relabelled(String label, String value) {
    return relay instanceof Party.OfPod(Pod pod)
        ? new Party.OfPod(
            new PodBuilder(pod).editMetadata().addToLabels(label, value).endMetadata().build())
        : relay;
  }

  private static Party operator(String namespace) {
    try {
      return pod(namespace, read("deployment.yaml", Deployment.class).getSpec().getTemplate());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Party pod(String namespace, PodTemplateSpec template) {
    return new Party.OfPod(
        new PodBuilder()
            .withMetadata(template.getMetadata())
            .withSpec(template.getSpec())
            .editMetadata()
            .withNamespace(namespace)
            .endMetadata()
            .build());
  }

  private static Party pod(String namespace, Map<String, String> labels) {
    return new Party.OfPod(
        new PodBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withLabels(labels)
            .endMetadata()
            .withNewSpec()
            .endSpec()
            .build());
  }

  private static <T> T read(String file, Class<T> kind) throws IOException {
    return new KubernetesSerialization()
        .unmarshal(Files.readString(INSTALLATION.resolve(file)), kind);
  }
}
