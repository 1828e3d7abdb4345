package io.gunrelay.e2e.embeddedapi.network;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Evaluates NetworkPolicies as their API's description says: a pod that no policy selects for a
 * direction is open in it; one that some select is open to what any of them names. A connection has
 * to be allowed at both ends. That a pod's own node always reaches it (kubelets' probes) is not
 * modelled: a node is like any machine outside here.
 */
public final class PodNetwork {

  private final Map<String, Map<String, String>> labelsOfNamespaces;
  private final List<NetworkPolicy> policies;

  public PodNetwork(List<Namespace> namespaces, List<NetworkPolicy> policies) {
    this.labelsOfNamespaces =
        namespaces.stream()
            .collect(
                Collectors.toMap(
                    namespace -> namespace.getMetadata().getName(),
                    namespace -> Selectors.labels(namespace.getMetadata())));
    this.policies = List.copyOf(policies);
  }

  /**
   * Whether a connection would come about.
   *
   * @param protocol {@code TCP} or {@code UDP}
   */
  public boolean allows(Party from, Party to, String protocol, int port) {
    return allowsEgress(from, to, protocol, port) && allowsIngress(from, to, protocol, port);
  }

  private boolean allowsEgress(Party from, Party to, String protocol, int port) {
    if (!(from instanceof Party.OfPod(Pod pod))) {
      return true;
    }
    var selecting = selecting(pod, "Egress").toList();
    return selecting.isEmpty()
        || selecting.stream()
            .anyMatch(policy ->
                policy.getSpec().getEgress().stream()
                    .anyMatch(rule ->
                        names(policy, rule.getTo(), to)
                            && opens(rule.getPorts(), to, protocol, port)));
  }

  private boolean allowsIngress(Party from, Party to, String protocol, int port) {
    if (!(to instanceof Party.OfPod(Pod pod))) {
      return true;
    }
    var selecting = selecting(pod, "Ingress").toList();
    return selecting.isEmpty()
        || selecting.stream()
            .anyMatch(policy ->
                policy.getSpec().getIngress().stream()
                    .anyMatch(rule ->
                        names(policy, rule.getFrom(), from)
                            && opens(rule.getPorts(), to, protocol, port)));
  }

  private Stream<NetworkPolicy> selecting(Pod pod, String direction) {
    return policies.stream()
        .filter(policy -> isAbout(policy, direction))
        .filter(
            policy -> policy.getMetadata().getNamespace().equals(pod.getMetadata().getNamespace()))
        .filter(policy ->
            Selectors.matches(
                policy.getSpec().getPodSelector(), Selectors.labels(pod.getMetadata())));
  }

  /** Without types a policy is about what comes in, and about what goes out if it has a rule. */
  private static boolean isAbout(NetworkPolicy policy, String direction) {
    var types = policy.getSpec().getPolicyTypes();
    if (types != null && !types.isEmpty()) {
      return types.contains(direction);
    }
    return direction.equals("Ingress") || !policy.getSpec().getEgress().isEmpty();
  }

  /** No peers stand for everyone. */
  private boolean names(NetworkPolicy policy, List<NetworkPolicyPeer> peers, Party party) {
    return peers.isEmpty() || peers.stream().anyMatch(peer -> isNamed(policy, peer, party));
  }

  private boolean isNamed(NetworkPolicy policy, NetworkPolicyPeer peer, Party party) {
    if (peer.getIpBlock() != null) {
      var block = peer.getIpBlock();
      var except = Objects.requireNonNullElse(block.getExcept(), List.<String>of());
      return party
          .whereabouts()
          .filter(address -> Addresses.isWithin(address, block.getCidr()))
          .filter(address -> except.stream().noneMatch(cidr -> Addresses.isWithin(address, cidr)))
          .isPresent();
    }
    if (!(party instanceof Party.OfPod(Pod pod))) {
      return false;
    }
    var namespace = pod.getMetadata().getNamespace();
    var inNamespace =
        peer.getNamespaceSelector() == null
            ? namespace.equals(policy.getMetadata().getNamespace())
            : Selectors.matches(
                peer.getNamespaceSelector(),
                Objects.requireNonNull(labelsOfNamespaces.get(namespace), namespace));
    return inNamespace
        && (peer.getPodSelector() == null
            || Selectors.matches(peer.getPodSelector(), Selectors.labels(pod.getMetadata())));
  }

  /** No ports stand for all. */
  private static boolean opens(
      List<NetworkPolicyPort> ports, Party to, String protocol, int number) {
    return ports.isEmpty()
        || ports.stream()
            .anyMatch(port ->
                Objects.requireNonNullElse(port.getProtocol(), "TCP").equals(protocol)
                    && isPort(port, to, number));
  }

  private static boolean isPort(NetworkPolicyPort port, Party to, int number) {
    var given = port.getPort();
    if (given == null) {
      return true;
    }
    if (given.getIntVal() == null) {
      return to instanceof Party.OfPod(Pod pod)
          && pod.getSpec().getContainers().stream()
              .flatMap(container -> container.getPorts().stream())
              .anyMatch(named ->
                  given.getStrVal().equals(named.getName())
                      && named.getContainerPort().equals(number));
    }
    int last = Objects.requireNonNullElse(port.getEndPort(), given.getIntVal());
    return number >= given.getIntVal() && number <= last;
  }
}
