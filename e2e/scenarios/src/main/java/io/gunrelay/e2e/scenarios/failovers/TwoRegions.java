package io.gunrelay.e2e.scenarios.failovers;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.gunrelay.api.v1alpha1.FailoverPhase;
import io.gunrelay.e2e.scenarios.stage.Await;
import io.gunrelay.e2e.scenarios.stage.Entry;
import io.gunrelay.e2e.scenarios.stage.Fleet;
import io.gunrelay.e2e.scenarios.stage.Operators;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A fleet of two regions, each on its nodes with a host of its own. */
final class TwoRegions extends RegionsInStatus {
  private static final String NODE_REGION = "topology.kubernetes.io/region";

  private static final Duration SOON = Duration.ofSeconds(30);

  private final Stage stage;
  private final String name;
  private final Fleet fleet;

  private TwoRegions(Stage stage, String name, Fleet fleet) {
    super(stage, fleet);
    this.stage = stage;
    this.name = name;
    this.fleet = fleet;
  }

  /**
   * Applies it, and waits until it is Ready.
   *
   * @param failover lines of {@code failover}
   */
  static TwoRegions start(Stage stage, String name, String failover) {
    return start(stage, name, stage.settings().relayImage(), failover, "");
  }

  /**
   * The same of relays of an image.
   *
   * @param more lines of the spec, or nothing
   */
  static TwoRegions start(Stage stage, String name, String image, String failover, String more) {
    var regions = new StringBuilder();
    for (Node node : Entry.nodes(stage.kubernetes())) {
      String region = region(node);
      regions.append(
          "- {name: %s, host: %s.%s, placement: {nodeSelector: {%s: %s}}}%n"
              .formatted(region, region, stage.host(), NODE_REGION, region));
    }
    stage.apply(
        """
        apiVersion: gunrelay.io/v1alpha1
        kind: GunRelayCluster
        metadata:
          name: %s
        spec:
          version: %s
          image: %s
          replicas: 1
          durability: Replicated
          whenAlone: Acknowledge
          exposure:
            host: %s
          regions:
        """
                .formatted(name, stage.settings().version(), image, stage.host())
            + regions.toString().indent(2)
            + "  failover:\n"
            + failover.indent(4)
            + more.indent(2));
    Fleet fleet = new Fleet(stage, name);
    fleet.awaitReady(2);
    TwoRegions two = new TwoRegions(stage, name, fleet);
    Await.until(
        "both regions to be known as healthy",
        SOON,
        () -> two.regions().filter(region -> region.phase() == FailoverPhase.Healthy).count() == 2,
        fleet::line);
    return two;
  }

  /** Where the operator works, once all of them run. */
  static String nodeOfLeader(Stage stage) {
    Operators operators = new Operators(stage);
    operators.awaitAll();
    return operators.nodeOfLeader().orElseThrow();
  }

  static String region(Node node) {
    return Optional.ofNullable(node.getMetadata().getLabels().get(NODE_REGION))
        .orElseThrow(() ->
            new AssertionError(
                "node %s has no label %s".formatted(node.getMetadata().getName(), NODE_REGION)));
  }

  /** The name of each region's node. */
  static Map<String, String> nodes(Stage stage) {
    return Entry.nodes(stage.kubernetes()).stream()
        .collect(Collectors.toMap(TwoRegions::region, node -> node.getMetadata().getName()));
  }

  /** The node that a region has; there are two of each. */
  Node node(String region) {
    return Entry.nodes(stage.kubernetes()).stream()
        .filter(node -> region(node).equals(region))
        .findFirst()
        .orElseThrow();
  }

  /** The address of its node, which is its ingress. */
  String address(String region) {
    return Entry.address(node(region));
  }

  List<String> names() {
    return Entry.nodes(stage.kubernetes()).stream().map(TwoRegions::region).toList();
  }

  String otherThan(String region) {
    return names().stream().filter(name -> !name.equals(region)).findFirst().orElseThrow();
  }

  /** A region without the operator that works. */
  String withoutOperator() {
    return otherThan(regionOfLeader());
  }

  /** The region where the operator works. */
  String regionOfLeader() {
    String node = nodeOfLeader(stage);
    return Entry.nodes(stage.kubernetes()).stream()
        .filter(one -> one.getMetadata().getName().equals(node))
        .map(TwoRegions::region)
        .findFirst()
        .orElseThrow();
  }

  /** The relays of a region that there are. */
  List<Pod> relays(String region) {
    return fleet.pods().stream()
        .filter(pod -> region.equals(pod.getMetadata().getLabels().get("gunrelay.io/region")))
        .toList();
  }

  /** Breaks a region's node, or mends it, and mends it when the scenario is over. */
  void fault(String verb, String undo, String region, String... more) {
    String name = node(region).getMetadata().getName();
    stage.atEnd(() -> stage.fault(undo, name));
    stage.fault(verb, Stream.concat(Stream.of(name), Stream.of(more)).toArray(String[]::new));
  }

  void mend(String undo, String region) {
    stage.fault(undo, node(region).getMetadata().getName());
  }

  Fleet fleet() {
    return fleet;
  }

  String host(String region) {
    return region + "." + stage.host();
  }

  /** Says where a region's host is entered, as an ingress controller would. */
  void publishEntry(String region) {
    publishEntry(region, address(region));
  }

  /** The same, at another address than its own. */
  void publishEntry(String region, String address) {
    stage.kubectl(
        "patch",
        "ingress/" + name + "-" + region,
        "--subresource=status",
        "--type=merge",
        "-p",
        "{\"status\":{\"loadBalancer\":{\"ingress\":[{\"ip\":\"%s\"}]}}}".formatted(address));
  }

  /** Which region holds the Lease of a region. */
  Optional<String> holder(String region) {
    return Optional.ofNullable(
            stage
                .kubernetes()
                .leases()
                .inNamespace(stage.namespace())
                .withName(name + "-" + region)
                .get())
        .map(lease -> lease.getSpec().getHolderIdentity());
  }

  void awaitHolder(String region, String holder) {
    Await.until(
        "the Lease of %s to be held by %s".formatted(region, holder),
        SOON,
        () -> holder(region).filter(holder::equals).isPresent(),
        () -> holder(region).toString());
  }

  /** Waits until both serve their clients, with a relay each. */
  void awaitHome(Duration deadline) {
    names().forEach(name -> awaitPhase(name, FailoverPhase.Healthy, deadline));
    fleet.awaitReady(2, deadline);
  }
}
