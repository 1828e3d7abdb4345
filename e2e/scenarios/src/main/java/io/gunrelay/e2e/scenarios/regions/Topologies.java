package io.gunrelay.e2e.scenarios.regions;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.gunrelay.e2e.gunjs.GunJsCrowd;
import io.gunrelay.e2e.scenarios.clients.MovedCrowd;
import io.gunrelay.e2e.scenarios.clients.Writer;
import io.gunrelay.e2e.scenarios.stage.Await;
import io.gunrelay.e2e.scenarios.stage.Entry;
import io.gunrelay.e2e.scenarios.stage.Fleet;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A fleet of two regions: relays keep to their region's nodes, clients of one region see what those
 * of the other write, and a region is removed under its clients and added again.
 */
public final class Topologies {
  private static final String NODE_REGION = "topology.kubernetes.io/region";
  private static final int CLIENTS = 20;
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration TO_LEAVE = Duration.ofSeconds(90);

  private Topologies() {}

  public static void tell(Stage stage) {
    List<String> regions = regions(stage);
    String first = regions.getFirst();
    String second = regions.getLast();
    Fleet fleet = new Fleet(stage, "wide");
    apply(stage, List.of(first, second));
    fleet.awaitReady(2);
    keepsToItsNodes(stage, fleet, Set.of(first, second));
    Writer here = new Writer(stage.client(host(stage, first)), first);
    Writer there = new Writer(stage.client(host(stage, second)), second);
    here.write(50);
    there.write(50);
    here.awaitAllReadBy(stage.client(host(stage, second)), SOON);
    there.awaitAllReadBy(stage.client(host(stage, first)), SOON);
    here.awaitAllReadBy(stage.client(stage.host()), SOON);
    stage.saw("clients of each region see what those of the other have written");
    KnownEntries.await(stage, List.of(first, second));

    isRefused(stage, List.of(first, "elsewhere"));
    GunJsCrowd crowd = stage.crowd(host(stage, second), CLIENTS);
    MovedCrowd.begin(crowd, Duration.ofMillis(200));
    Set<String> before = Fleet.names(fleet.pods());
    apply(stage, List.of(first));
    Await.until(
        "the region to be gone",
        TO_LEAVE,
        () -> fleet.isReady() && Fleet.names(fleet.pods()).size() == 1 && ingresses(stage) == 2,
        () -> "%s There are %s.".formatted(fleet.line(), Fleet.names(fleet.pods())));
    if (!before.containsAll(Fleet.names(fleet.pods()))) {
      throw new AssertionError("relays of the region that stays were replaced");
    }
    MovedCrowd.check(stage, crowd, CLIENTS);
    there.awaitAllReadBy(stage.client(host(stage, first)), SOON);

    apply(stage, List.of(second, first));
    fleet.awaitReady(2);
    here.awaitAllReadBy(stage.client(host(stage, second)), SOON);
    stage.saw("the region is back, with all that was written");

    stage.kubectl("scale", "gunrelaycluster/wide", "--replicas=2");
    fleet.awaitReady(4);
    keepsToItsNodes(stage, fleet, Set.of(first, second));
    stage.saw("two relays in each region");

    losesItsNodes(stage, fleet, second, there);
    hibernates(stage, fleet, second, there);
  }

  /** Its relays find no node any more: the region's host leads to relays of the other meanwhile. */
  private static void losesItsNodes(Stage stage, Fleet fleet, String region, Writer written) {
    List<String> nodes =
        Entry.nodes(stage.kubernetes()).stream()
            .filter(node -> region.equals(node.getMetadata().getLabels().get(NODE_REGION)))
            .map(node -> node.getMetadata().getName())
            .toList();
    Writer writer;
    try {
      nodes.forEach(node -> stage.kubectl("cordon", node));
      stage.kubectl("delete", "pods", "--wait=false", "-l", "gunrelay.io/region=" + region);
      Await.until(
          "the region's host to lead elsewhere",
          SOON,
          () ->
              fleet.line().contains("the host of " + region + " leads to relays of other regions"),
          fleet::line);
      written.awaitAllReadBy(stage.client(host(stage, region)), SOON);
      writer = new Writer(stage.client(host(stage, region)), "cordoned");
      writer.write(20);
    } finally {
      nodes.forEach(node -> stage.kubectl("uncordon", node));
    }
    fleet.awaitReady(4);
    writer.awaitAllReadBy(stage.client(host(stage, region)), SOON);
    stage.saw("a region without nodes: its host led to the other's relays, and back");
  }

  /** The region's host goes on serving clients, by relays of the other. */
  private static void hibernates(Stage stage, Fleet fleet, String region, Writer written) {
    setReplicas(stage, "add", ", \"value\": 0");
    fleet.awaitReady(2);
    written.awaitAllReadBy(stage.client(host(stage, region)), SOON);
    Writer writer = new Writer(stage.client(host(stage, region)), "asleep");
    writer.write(20);

    setReplicas(stage, "remove", "");
    fleet.awaitReady(4);
    writer.awaitAllReadBy(stage.client(host(stage, region)), SOON);
    stage.saw(
        "a region without relays: its host led to the other's, and to its own when it had some");
  }

  /** Of the region that stands first in the resource. */
  private static void setReplicas(Stage stage, String operation, String value) {
    stage.kubectl(
        "patch",
        "gunrelaycluster/wide",
        "--type=json",
        "--patch=[{\"op\": \"%s\", \"path\": \"/spec/regions/0/replicas\"%s}]"
            .formatted(operation, value));
  }

  /** Of the nodes: their labels, as a fleet's regions are named. */
  private static List<String> regions(Stage stage) {
    List<String> regions =
        Entry.nodes(stage.kubernetes()).stream()
            .map(node -> node.getMetadata().getLabels().get(NODE_REGION))
            .filter(label -> label != null)
            .distinct()
            .sorted()
            .toList();
    if (regions.size() < 2) {
      throw new AssertionError("needs nodes of two regions, by their label " + NODE_REGION);
    }
    return regions.subList(0, 2);
  }

  private static String host(Stage stage, String region) {
    return region + "." + stage.host();
  }

  private static void apply(Stage stage, List<String> regions) {
    String listed =
        regions.stream()
            .map(region ->
                "- {name: %s, host: %s, placement: {nodeSelector: {%s: %s}}}%n"
                    .formatted(region, host(stage, region), NODE_REGION, region))
            .collect(Collectors.joining());
    stage.apply(
        """
        apiVersion: gunrelay.io/v1alpha1
        kind: GunRelayCluster
        metadata:
          name: wide
        spec:
          version: %s
          image: %s
          replicas: 1
          exposure:
            host: %s
          regions:
        """
                .formatted(stage.settings().version(), stage.settings().relayImage(), stage.host())
            + listed.indent(2));
  }

  private static void isRefused(Stage stage, List<String> regions) {
    String refusal = "";
    try {
      apply(stage, regions);
    } catch (AssertionError e) {
      refusal = String.valueOf(e.getMessage());
    }
    if (!refusal.contains("spec.regions[].name cannot change")) {
      throw new AssertionError("a region could be renamed: " + refusal);
    }
  }

  private static void keepsToItsNodes(Stage stage, Fleet fleet, Set<String> regions) {
    Map<String, String> byNode =
        Entry.nodes(stage.kubernetes()).stream()
            .collect(
                Collectors.toMap(
                    node -> node.getMetadata().getName(),
                    node -> node.getMetadata().getLabels().getOrDefault(NODE_REGION, "")));
    Set<String> seen =
        fleet.pods().stream()
            .map(pod -> {
              String own = pod.getMetadata().getLabels().getOrDefault("gunrelay.io/region", "");
              String node = byNode.get(pod.getSpec().getNodeName());
              if (!own.equals(node)) {
                throw new AssertionError("a relay of %s runs in %s".formatted(own, node));
              }
              return own;
            })
            .collect(Collectors.toSet());
    if (!seen.equals(regions)) {
      throw new AssertionError("there are relays in %s, not in %s".formatted(seen, regions));
    }
  }

  private static long ingresses(Stage stage) {
    return stage
        .kubernetes()
        .resources(Ingress.class)
        .inNamespace(stage.namespace())
        .list()
        .getItems()
        .size();
  }
}
