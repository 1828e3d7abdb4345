package io.gunrelay.operator.apply;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.fleet.Network;
import io.gunrelay.operator.fleet.Owner;
import io.gunrelay.operator.fleet.Site;
import io.gunrelay.relay.api.AdminPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Who may reach the relays, and whom they may reach: clients, each other, the operator, Prometheus,
 * DNS, the entries that they are asked to try, and nobody else. Kubelets' probes need no rule: a
 * pod's node always reaches it.
 */
final class RelayNetworkPolicy {

  private static final String NAME_LABEL = "app.kubernetes.io/name";

  /** On the operator's pods, whatever they are called. */
  private static final String OPERATOR_LABEL = "gunrelay.io/component";

  private static final String NAMESPACE_LABEL = "kubernetes.io/metadata.name";
  private static final int DNS = 53;
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  /** Where a cluster's DNS pods listen that may not have ports below 1024, as OpenShift's. */
  private static final int DNS_OF_PODS = 5353;

  private static final List<NetworkPolicyPeer> ANYWHERE =
      List.of(block("0.0.0.0/0"), block("::/0"));

  private RelayNetworkPolicy() {}

  /**
   * Builds it.
   *
   * @param entries addresses of the entries that relays are asked to try
   */
  static NetworkPolicy of(Fleet fleet, Network network, List<String> entries) {
    var owner = fleet.owner();
    var relays = relays(fleet);
    return new NetworkPolicyBuilder()
        .withMetadata(Metadata.of(owner, Names.cluster(owner)))
        .withNewSpec()
        .withNewPodSelector()
        .withMatchLabels(Names.selector(owner))
        .endPodSelector()
        .withPolicyTypes("Ingress", "Egress")
        .withIngress(
            from(clients(network), AdminPort.DEFAULT_CLIENT_PORT),
            from(relays, AdminPort.DEFAULT_REPLICATION_PORT),
            from(askers(owner, network), AdminPort.DEFAULT_ADMIN_PORT))
        .withEgress(egress(fleet, network, relays, entries))
        .endSpec()
        .build();
  }

  private static List<NetworkPolicyEgressRule> egress(
      Fleet fleet, Network network, List<NetworkPolicyPeer> relays, List<String> entries) {
    var rules = new ArrayList<NetworkPolicyEgressRule>();
    rules.add(to(relays, AdminPort.DEFAULT_REPLICATION_PORT));
    rules.add(dns());
    var entry = fleet.entry();
    if (entry != null && !entries.isEmpty()) {
      var addresses = entries.stream().map(RelayNetworkPolicy::address).toList();
      rules.add(to(addresses, entry.tlsSecret() == null ? HTTP : HTTPS));
      if (!network.clientsFrom().isEmpty()) {
        rules.add(toEntries(network));
      }
    }
    return rules;
  }

  /**
   * Within the cluster an entry's address mostly turns into that of a pod of its controller, and
   * its port into any that this one listens on, before policies are looked at.
   */
  private static NetworkPolicyEgressRule toEntries(Network network) {
    return new NetworkPolicyEgressRuleBuilder()
        .withTo(podsOf(network.clientsFrom()))
        .addNewPort()
        .withProtocol("TCP")
        .endPort()
        .build();
  }

  private static NetworkPolicyPeer address(String one) {
    return block(one + (one.contains(":") ? "/128" : "/32"));
  }

  /**
   * Relays of other clusters come through load balancers, by addresses that nobody knows before. On
   * that port nobody gets anything without a certificate of the fleet.
   */
  private static List<NetworkPolicyPeer> relays(Fleet fleet) {
    var peers = new ArrayList<NetworkPolicyPeer>();
    peers.add(
        new NetworkPolicyPeerBuilder()
            .withNewPodSelector()
            .withMatchLabels(Names.selector(fleet.owner()))
            .endPodSelector()
            .build());
    if (fleet.elsewhere().exists()) {
      peers.addAll(ANYWHERE);
    }
    return peers;
  }

  private static NetworkPolicyPeer block(String addresses) {
    return new NetworkPolicyPeerBuilder().withNewIpBlock().withCidr(addresses).endIpBlock().build();
  }

  /** None stand for everyone. */
  private static List<NetworkPolicyPeer> clients(Network network) {
    return network.clientsFrom().isEmpty() ? List.of() : List.of(podsOf(network.clientsFrom()));
  }

  /**
   * In another cluster than its own, the operator asks through the API server, wherever that is.
   */
  private static List<NetworkPolicyPeer> askers(Owner owner, Network network) {
    return switch (owner.site()) {
      case Site.Home home -> askers(network);
      case Site.Other other -> ANYWHERE;
    };
  }

  private static List<NetworkPolicyPeer> askers(Network network) {
    var operator =
        new NetworkPolicyPeerBuilder(podsOf(List.of(network.operatorNamespace())))
            .withNewPodSelector()
            .withMatchLabels(Map.of(OPERATOR_LABEL, "operator"))
            .endPodSelector()
            .build();
    return List.of(
        operator,
        network.metricsFrom().isEmpty()
            ? new NetworkPolicyPeerBuilder()
                .withNewNamespaceSelector()
                .endNamespaceSelector()
                .withNewPodSelector()
                .withMatchLabels(Map.of(NAME_LABEL, "prometheus"))
                .endPodSelector()
                .build()
            : podsOf(network.metricsFrom()));
  }

  private static NetworkPolicyPeer podsOf(List<String> namespaces) {
    return new NetworkPolicyPeerBuilder()
        .withNewNamespaceSelector()
        .addNewMatchExpression()
        .withKey(NAMESPACE_LABEL)
        .withOperator("In")
        .withValues(namespaces)
        .endMatchExpression()
        .endNamespaceSelector()
        .build();
  }

  private static NetworkPolicyIngressRule from(List<NetworkPolicyPeer> peers, int port) {
    return new NetworkPolicyIngressRuleBuilder()
        .withFrom(peers)
        .withPorts(port("TCP", port))
        .build();
  }

  private static NetworkPolicyEgressRule to(List<NetworkPolicyPeer> peers, int port) {
    return new NetworkPolicyEgressRuleBuilder().withTo(peers).withPorts(port("TCP", port)).build();
  }

  /** To anywhere: it may be in pods, on nodes, or at an address of the node's own. */
  private static NetworkPolicyEgressRule dns() {
    return new NetworkPolicyEgressRuleBuilder()
        .withPorts(
            port("UDP", DNS), port("TCP", DNS), port("UDP", DNS_OF_PODS), port("TCP", DNS_OF_PODS))
        .build();
  }

  private static NetworkPolicyPort port(String protocol, int number) {
    return new NetworkPolicyPortBuilder().withProtocol(protocol).withNewPort(number).build();
  }
}
