package io.gunrelay.e2e.scenarios.failovers;

import io.fabric8.kubernetes.api.model.Node;
import io.gunrelay.api.v1alpha1.FailoverPhase;
import io.gunrelay.e2e.gunjs.GunJsCrowd;
import io.gunrelay.e2e.scenarios.clients.Crowd;
import io.gunrelay.e2e.scenarios.clients.MovedCrowd;
import io.gunrelay.e2e.scenarios.stage.Await;
import io.gunrelay.e2e.scenarios.stage.Entry;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.time.Duration;
import java.util.List;

/** Somebody leads the clients of a region to another one, and back, and none of them is cut off. */
public final class FailoverPlanned {
  private static final int GUN_JS_CLIENTS = 20;
  private static final Duration TO_SWITCH = Duration.ofSeconds(60);
  private static final Duration TO_RETURN = Duration.ofMinutes(2);
  private static final Duration AIM = Duration.ofSeconds(3);

  private FailoverPlanned() {}

  public static void tell(Stage stage) {
    TwoRegions fleet = TwoRegions.start(stage, "calm", "{holdDownSeconds: 10}");
    List<Node> nodes = Entry.nodes(stage.kubernetes());
    String left = TwoRegions.region(nodes.getFirst());
    String target = TwoRegions.region(nodes.getLast());
    String entry = Entry.address(nodes.getLast());
    int clients = Crowd.size(1_000);
    Crowd crowd =
        Crowd.start(
            stage, "ws://%s/gun".formatted(fleet.host(left)), entry + ":80", clients, clients / 5);
    GunJsCrowd members = stage.crowd(fleet.host(left), GUN_JS_CLIENTS);
    MovedCrowd.begin(members, Duration.ofMillis(500));

    stage.kubectl("annotate", "gunrelaycluster/calm", "gunrelay.io/switch-to=" + target);
    Await.until(
        "all clients to be in region " + target,
        TO_SWITCH,
        () -> fleet.clients(left) == 0 && fleet.clients(target) >= clients + GUN_JS_CLIENTS,
        fleet.fleet()::line);
    stage.saw(fleet.fleet().line());
    stage.saw(fleet.switches().toString());
    if (fleet.switches().size() != 1 || !Boolean.TRUE.equals(fleet.switches().getFirst().asked())) {
      throw new AssertionError("the switches were others: " + fleet.switches());
    }
    stage.kubectl("annotate", "gunrelaycluster/calm", "gunrelay.io/switch-to-");
    fleet.awaitPhase(left, FailoverPhase.Healthy, TO_RETURN);
    fleet.awaitHome(left, target, clients + GUN_JS_CLIENTS, TO_SWITCH);
    fleet.fleet().awaitReady(2);
    Crowd.Report report = crowd.last();
    stage.saw(report.toString());
    crowd.end();
    MovedCrowd.check(stage, members, GUN_JS_CLIENTS);
    if (report.lost() + report.refused() + report.failed() > 0) {
      throw new AssertionError("clients were cut off or refused: " + report);
    }
    stage.took("the longest gap of a client", Duration.ofMillis(report.awayMs()), AIM);
  }
}
