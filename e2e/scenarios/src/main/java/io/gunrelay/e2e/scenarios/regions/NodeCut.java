package io.gunrelay.e2e.scenarios.regions;

import io.fabric8.kubernetes.api.model.Node;
import io.gunrelay.e2e.gunjs.GunJsClient;
import io.gunrelay.e2e.scenarios.clients.Load;
import io.gunrelay.e2e.scenarios.clients.Writer;
import io.gunrelay.e2e.scenarios.stage.Await;
import io.gunrelay.e2e.scenarios.stage.Entry;
import io.gunrelay.e2e.scenarios.stage.Fleet;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Two nodes do not reach each other, and both are reached by clients, who go on writing at both:
 * when the link is back, each relay has what the other took. Connections that cross the cut hang
 * for as long as it lasts, as nobody is told.
 */
public final class NodeCut {
  private static final Duration LOAD = Duration.ofSeconds(45);
  private static final Duration TO_BE_READ = Duration.ofSeconds(30);
  private static final Duration TO_GO_ON = Duration.ofSeconds(20);

  private NodeCut() {}

  public static void tell(Stage stage) {
    Fleet fleet =
        Fleet.start(
            stage,
            "split",
            """
            replicas: 2
            durability: Replicated
            whenAlone: Acknowledge
            regions:
            - name: everywhere
            """);
    fleet.awaitReady(2);
    List<Node> nodes = Entry.nodes(stage.kubernetes()).subList(0, 2);
    List<Writer> writers = new ArrayList<>();
    List<Load> loads = new ArrayList<>();
    for (Node node : nodes) {
      GunJsClient client = stage.client(stage.host(), Entry.address(node));
      writers.add(new Writer(client, "by " + node.getMetadata().getName()));
      loads.add(Load.start(stage, node, LOAD));
    }
    writers.forEach(writer -> writer.write(50));

    String cut = nodes.getFirst().getMetadata().getName();
    String from = nodes.getLast().getMetadata().getName();
    stage.atEnd(() -> stage.fault("heal", cut, "--from", from));
    stage.fault("cut", cut, "--from", from);
    awaitAlone(stage, fleet);
    List<Long> before = loads.stream().map(Load::bytes).toList();
    for (int i = 0; i < loads.size(); i++) {
      Load load = loads.get(i);
      long former = before.get(i);
      Await.until(
          "puts to be acknowledged at both sides of the cut",
          TO_GO_ON,
          () -> load.bytes() > former);
    }
    stage.saw("cut off from each other, both relays acknowledge puts");

    stage.fault("heal", cut, "--from", from);
    long acknowledged = loads.stream().mapToLong(load -> load.awaitEnd()).sum();
    for (Node node : nodes) {
      GunJsClient reader = stage.client(stage.host(), Entry.address(node));
      writers.forEach(writer -> writer.awaitAllReadBy(reader, TO_BE_READ));
      loads.forEach(load -> load.verify(node));
    }
    fleet.awaitReady(2);
    stage.saw("all %d puts of the loads are there".formatted(acknowledged));
  }

  /** Relays say so in their logs when a link is given up; they are alone some seconds later. */
  private static void awaitAlone(Stage stage, Fleet fleet) {
    Await.until(
        "both relays to lose each other",
        Duration.ofSeconds(30),
        () ->
            fleet.pods().stream()
                .allMatch(
                    pod -> stage.kubectl("logs", pod.getMetadata().getName()).contains("lost ")));
  }
}
