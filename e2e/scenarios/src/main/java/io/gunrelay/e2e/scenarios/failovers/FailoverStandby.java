package io.gunrelay.e2e.scenarios.failovers;

import static io.gunrelay.e2e.scenarios.failovers.TwoClusters.FAR;
import static io.gunrelay.e2e.scenarios.failovers.TwoClusters.NEAR;

import io.fabric8.kubernetes.api.model.Node;
import io.gunrelay.api.v1alpha1.FailoverPhase;
import io.gunrelay.e2e.scenarios.clients.Crowd;
import io.gunrelay.e2e.scenarios.clients.Writer;
import io.gunrelay.e2e.scenarios.stage.Await;
import io.gunrelay.e2e.scenarios.stage.Entry;
import io.gunrelay.e2e.scenarios.stage.Operators;
import io.gunrelay.e2e.scenarios.stage.Stage;
import io.gunrelay.e2e.scenarios.stage.Standby;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * All nodes of the resource's cluster die, and with them a region and both operators; its API
 * server lives. A replica of the operator in the other cluster takes the lead and leads the
 * region's clients there.
 */
public final class FailoverStandby {
  private static final int CLIENTS = Crowd.size(300);
  private static final Duration TO_SWITCH = Duration.ofSeconds(60);
  private static final Duration TO_RETURN = Duration.ofMinutes(5);
  private static final Duration AIM = Duration.ofSeconds(10);

  private FailoverStandby() {}

  public static void tell(Stage stage) throws IOException {
    TwoClusters fleet = TwoClusters.start(stage, "orphan", "{holdDownSeconds: 10}");
    Standby standby = Standby.install(stage, fleet.other());
    Operators operators = new Operators(stage);
    if (standby.isHolder(operators.holder())) {
      throw new AssertionError("the replica elsewhere leads before it has to");
    }
    String place = fleet.door(fleet.host(NEAR)).place();
    Map<String, String> places = Map.of(fleet.host(NEAR), place);
    Crowd crowd =
        Crowd.start(
            stage,
            "ws://%s/gun".formatted(fleet.host(NEAR)),
            place,
            CLIENTS,
            Math.max(1, CLIENTS / 5));
    Writer writer = new Writer(stage.stayingClient(fleet.host(NEAR), places), "orphan");
    writer.write(50);

    List<String> nodes =
        Entry.nodes(stage.kubernetes()).stream().map(FailoverStandby::name).toList();
    nodes.forEach(node -> stage.atEnd(() -> stage.fault("revive", node)));
    long crashedNs = System.nanoTime();
    nodes.forEach(node -> stage.fault("crash", node));
    stage.took("from the crash until a client's write is acknowledged", writer.insist(), AIM);
    Await.until("a switch", TO_SWITCH, () -> !fleet.switches().isEmpty(), fleet.fleet()::line);
    var made = fleet.switches().getFirst();
    stage.saw(made.toString());
    crowd.awaitConnected(TO_SWITCH);
    stage.took(
        "from the crash until all clients are connected",
        Duration.ofNanos(System.nanoTime() - crashedNs),
        AIM);
    fleet.tookToSwitch(made, AIM);
    if (!standby.isHolder(operators.holder()) || !made.to().equals(FAR)) {
      throw new AssertionError("%s led: %s".formatted(operators.holder(), made));
    }
    stage.saw(fleet.fleet().line());

    nodes.forEach(node -> stage.fault("revive", node));
    fleet.awaitPhase(NEAR, FailoverPhase.Healthy, TO_RETURN);
    fleet.awaitHome(NEAR, FAR, CLIENTS, TO_SWITCH);
    fleet.awaitReady(TO_RETURN);
    fleet.expectSwitches(1);
    crowd.end();
    for (String region : List.of(NEAR, FAR)) {
      writer.awaitAllReadBy(stage.client(fleet.host(region), fleet.address(region)), TO_SWITCH);
    }
    stage.saw("both regions have all %d writes".formatted(writer.acknowledged()));
  }

  private static String name(Node node) {
    return node.getMetadata().getName();
  }
}
