package io.gunrelay.e2e.scenarios.regions;

import io.fabric8.kubernetes.api.model.Node;
import io.gunrelay.e2e.gunjs.GunJsClient;
import io.gunrelay.e2e.scenarios.clients.Load;
import io.gunrelay.e2e.scenarios.clients.Writer;
import io.gunrelay.e2e.scenarios.stage.Await;
import io.gunrelay.e2e.scenarios.stage.Entry;
import io.gunrelay.e2e.scenarios.stage.Fleet;
import io.gunrelay.e2e.scenarios.stage.Operators;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Kubernetes needs most of a minute to notice a dead node; clients must not wait for it, and what
 * was acknowledged in the instant before is at the other relay.
 */
public final class NodeCrash {
  private NodeCrash() {}

  public static void tell(Stage stage) {
    Fleet fleet =
        Fleet.start(
            stage,
            "spread",
            """
            replicas: 2
            durability: Replicated
            whenAlone: Acknowledge
            regions:
            - name: everywhere
            """);
    fleet.awaitReady(2);
    Set<String> hosts =
        fleet.pods().stream().map(pod -> pod.getSpec().getNodeName()).collect(Collectors.toSet());
    if (hosts.size() != 2) {
      throw new AssertionError("both relays are on " + hosts);
    }
    List<Node> nodes = Entry.nodes(stage.kubernetes());
    // The operator that works dies with it: the other one has to notice and to say so.
    String worst =
        new Operators(stage).nodeOfLeader().filter(hosts::contains).orElse(hosts.iterator().next());
    Node dying =
        nodes.stream()
            .filter(node -> worst.equals(node.getMetadata().getName()))
            .findFirst()
            .orElseThrow();
    Node living = nodes.stream().filter(node -> !node.equals(dying)).findFirst().orElseThrow();
    GunJsClient client = stage.client(stage.host(), Entry.address(living));
    Writer writer = new Writer(client, "spread");
    Load load = Load.start(stage, living, Duration.ofSeconds(20));
    writer.write(200);

    String name = dying.getMetadata().getName();
    stage.atEnd(() -> stage.fault("revive", name));
    stage.fault("crash", name);
    Duration gap = writer.writeUntilAcknowledged(Duration.ofSeconds(90));
    stage.saw("the next write was acknowledged after %d ms".formatted(gap.toMillis()));
    writer.awaitAllReadBy(
        stage.client(stage.host(), Entry.address(living)), Duration.ofSeconds(30));
    long acknowledged = load.awaitEnd();
    load.verify(living);
    stage.saw("all %d puts of the load are at the other relay".formatted(acknowledged));
    Await.until(
        "the status to say that a relay is missing",
        Duration.ofMinutes(2),
        () -> !fleet.isReady(),
        fleet::line);
    stage.saw(fleet.line());

    stage.fault("revive", name);
    fleet.awaitReady(2, Duration.ofMinutes(2));
    writer.awaitAllReadBy(stage.client(stage.host(), Entry.address(dying)), Duration.ofSeconds(60));
    stage.saw("%s is back, all %d writes are there".formatted(name, writer.acknowledged()));
  }
}
