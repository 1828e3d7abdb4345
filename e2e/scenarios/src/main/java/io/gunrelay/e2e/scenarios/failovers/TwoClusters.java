package io.gunrelay.e2e.scenarios.failovers;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressLoadBalancerIngressBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressLoadBalancerStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.gunrelay.api.v1alpha1.FailoverPhase;
import io.gunrelay.e2e.scenarios.stage.Await;
import io.gunrelay.e2e.scenarios.stage.Entry;
import io.gunrelay.e2e.scenarios.stage.Fleet;
import io.gunrelay.e2e.scenarios.stage.SecondCluster;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A fleet of two regions, west in the resource's cluster and east in another one. */
final class TwoClusters extends RegionsInStatus {
  static final String NEAR = "west";
  static final String FAR = "east";
  private static final int HTTP = 80;
  private static final Duration SOON = Duration.ofSeconds(30);

  /** Optional kinds are looked for once in a minute. */
  private static final Duration TO_KNOW_KINDS = Duration.ofSeconds(90);

  private static final Duration TO_BE_READY = Duration.ofMinutes(2);

  private final Stage stage;
  private final String name;
  private final Fleet fleet;
  private final SecondCluster other;
  private Optional<String> lost = Optional.empty();

  private TwoClusters(Stage stage, String name, Fleet fleet, SecondCluster other) {
    super(stage, fleet);
    this.stage = stage;
    this.name = name;
    this.fleet = fleet;
    this.other = other;
  }

  /**
   * Applies it, and waits until it is Ready, all entries have addresses, and DNS knows them.
   *
   * @param failover lines of {@code failover}
   */
  static TwoClusters start(Stage stage, String name, String failover) throws IOException {
    return start(
        stage,
        name,
        failover,
        (kubernetes, service) -> Entry.address(Entry.nodes(kubernetes).getFirst()));
  }

  /** The way that relays of another cluster come by. */
  interface Way {
    /** The address that a Service of type LoadBalancer is to get. */
    String address(KubernetesClient kubernetes, Service service);
  }

  /** The same where relays reach those of the other cluster by another way. */
  static TwoClusters start(Stage stage, String name, String failover, Way way) throws IOException {
    knowRecords(stage);
    SecondCluster other = SecondCluster.prepare(stage);
    stage
        .kubernetes()
        .resource(other.kubeConfig("east-cluster"))
        .inNamespace(stage.namespace())
        .create();
    stage.apply(
        """
        apiVersion: gunrelay.io/v1alpha1
        kind: GunRelayCluster
        metadata:
          name: %1$s
        spec:
          version: %2$s
          image: %3$s
          replicas: 1
          durability: Replicated
          whenAlone: Acknowledge
          exposure:
            host: %4$s
            dns: {mode: Endpoint, ttlSeconds: 5}
          regions:
          - {name: west, host: west.%4$s}
          - {name: east, host: east.%4$s, cluster: {kubeConfigSecretRef: {name: east-cluster}}}
          failover:
        """
                .formatted(
                    name, stage.settings().version(), stage.settings().relayImage(), stage.host())
            + failover.indent(4));
    for (var one : Map.of(NEAR, stage.kubernetes(), FAR, other.kubernetes()).entrySet()) {
      SecondCluster.balance(
          one.getValue(),
          stage.namespace(),
          "%s-%s-replication".formatted(name, one.getKey()),
          service -> way.address(one.getValue(), service));
    }
    var two = new TwoClusters(stage, name, new Fleet(stage, name), other);
    two.awaitReady(TO_BE_READY);
    two.publishEntries();
    Await.until(
        "both regions to be known as healthy, and DNS to know all hosts",
        TO_KNOW_KINDS,
        () ->
            two.regions().filter(region -> region.phase() == FailoverPhase.Healthy).count() == 2
                && two.records(stage.host()).size() == 2
                && two.records(two.host(FAR)).equals(Set.of(two.address(FAR))),
        () -> two.fleet.line() + " " + two.records(stage.host()));
    return two;
  }

  /** Installs external-dns' kind where it is not. */
  private static void knowRecords(Stage stage) throws IOException {
    Path kind =
        stage
            .settings()
            .root()
            .resolve(
                "operator/src/test/resources/io/gunrelay/operator/dnsendpoints.externaldns.k8s.io.yaml");
    try (var yaml = Files.newInputStream(kind)) {
      for (var object : stage.kubernetes().load(yaml).items()) {
        if (stage.kubernetes().resource(object).get() == null) {
          stage.kubernetes().resource(object).create();
        }
      }
    }
  }

  Fleet fleet() {
    return fleet;
  }

  SecondCluster other() {
    return other;
  }

  String host(String region) {
    return region + "." + stage.host();
  }

  /** Where the ingress of a region's own cluster is. */
  String address(String region) {
    return region.equals(FAR)
        ? other.node()
        : Entry.address(Entry.nodes(stage.kubernetes()).getFirst());
  }

  void awaitReady(Duration deadline) {
    Await.until(
        "a relay in each cluster to be ready",
        deadline,
        () ->
            fleet.isReady()
                && fleet
                    .status()
                    .filter(status -> Integer.valueOf(2).equals(status.readyReplicas()))
                    .isPresent(),
        fleet::line);
  }

  /** Says where hosts are entered, as the ingress controllers of both clusters would. */
  void publishEntries() {
    publish(stage.kubernetes(), address(NEAR));
    publish(other.kubernetes(), address(FAR));
  }

  private void publish(KubernetesClient kubernetes, String address) {
    Await.until("Ingresses", SOON, () -> ingresses(kubernetes).size() >= 2);
    for (Ingress ingress : ingresses(kubernetes)) {
      kubernetes
          .resource(ingress)
          .editStatus(object -> {
            object
                .getStatus()
                .setLoadBalancer(
                    new IngressLoadBalancerStatusBuilder()
                        .withIngress(
                            new IngressLoadBalancerIngressBuilder().withIp(address).build())
                        .build());
            return object;
          });
    }
  }

  private List<Ingress> ingresses(KubernetesClient kubernetes) {
    return kubernetes.resources(Ingress.class).inNamespace(stage.namespace()).list().getItems();
  }

  /** Where a host leads, as external-dns is told. */
  Set<String> records(String host) {
    GenericKubernetesResource endpoint;
    try {
      endpoint =
          stage
              .kubernetes()
              .genericKubernetesResources("externaldns.k8s.io/v1alpha1", "DNSEndpoint")
              .inNamespace(stage.namespace())
              .withName(name)
              .get();
    } catch (KubernetesClientException e) {
      return Set.of();
    }
    Set<String> found = new TreeSet<>();
    List<Object> records = endpoint == null ? List.of() : endpoint.get("spec", "endpoints");
    for (int i = 0; i < records.size(); i++) {
      if (host.equals(endpoint.get("spec", "endpoints", i, "dnsName"))) {
        List<String> targets = endpoint.get("spec", "endpoints", i, "targets");
        found.addAll(targets);
      }
    }
    return found;
  }

  /** A door for those who look a host up whenever they dial. */
  NamedDoor door(String host) {
    try {
      NamedDoor door =
          NamedDoor.open(() ->
              records(host).stream()
                  .findFirst()
                  .map(address -> new InetSocketAddress(address, HTTP)));
      stage.atEnd(door);
      return door;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The other cluster is gone: its nodes, and its API server with them. */
  void loseFar() {
    String node = Entry.nodes(other.kubernetes()).getFirst().getMetadata().getName();
    lost = Optional.of(node);
    stage.atEnd(this::regainFar);
    other.fault("crash", node);
    other.fault("stop", "kube-apiserver");
    stage.saw("crash %s of the other cluster, stop its API server".formatted(node));
  }

  /** It is back; nothing happens if it has not been away. */
  void regainFar() {
    if (lost.isPresent()) {
      other.fault("start");
      other.fault("revive", lost.get());
      stage.saw("the other cluster is back");
      lost = Optional.empty();
    }
  }
}
