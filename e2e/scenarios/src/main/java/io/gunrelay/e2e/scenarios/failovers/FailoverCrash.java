package io.gunrelay.e2e.scenarios.failovers;

import io.fabric8.kubernetes.api.model.Node;
import io.gunrelay.api.v1alpha1.FailoverPhase;
import io.gunrelay.api.v1alpha1.SwitchStatus;
import io.gunrelay.e2e.gunjs.GunJsCrowd;
import io.gunrelay.e2e.scenarios.clients.Crowd;
import io.gunrelay.e2e.scenarios.clients.MovedCrowd;
import io.gunrelay.e2e.scenarios.clients.Writer;
import io.gunrelay.e2e.scenarios.stage.Await;
import io.gunrelay.e2e.scenarios.stage.Entry;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** A region dies with all that runs there, under load, and comes back. */
public final class FailoverCrash {
  private static final int GUN_JS_CLIENTS = 20;
  private static final Duration TO_SWITCH = Duration.ofSeconds(30);
  private static final Duration TO_RETURN = Duration.ofMinutes(3);
  private static final Duration AIM = Duration.ofSeconds(5);
  private static final Duration AIM_OF_CLIENTS = Duration.ofSeconds(10);

  private FailoverCrash() {}

  /** The operator that works is elsewhere. */
  public static void tell(Stage stage) {
    String ofLeader = TwoRegions.nodeOfLeader(stage);
    tell(stage, node -> !ofLeader.equals(node.getMetadata().getName()), AIM);
  }

  /** The operator that works goes with the region. */
  public static void withItsOperator(Stage stage) {
    String ofLeader = TwoRegions.nodeOfLeader(stage);
    tell(stage, node -> ofLeader.equals(node.getMetadata().getName()), AIM_OF_CLIENTS);
  }

  private static void tell(Stage stage, Predicate<Node> isDying, Duration aim) {
    TwoRegions fleet = TwoRegions.start(stage, "storm", "{holdDownSeconds: 10}");
    List<Node> nodes = Entry.nodes(stage.kubernetes());
    Node dying = nodes.stream().filter(isDying).findFirst().orElseThrow();
    Node living = nodes.stream().filter(node -> !node.equals(dying)).findFirst().orElseThrow();
    String lost = TwoRegions.region(dying);
    String entry = Entry.address(living);
    fleet.names().forEach(region -> fleet.publishEntry(region, entry));
    int clients = Crowd.size(1_000);
    Crowd crowd =
        Crowd.start(
            stage, "ws://%s/gun".formatted(fleet.host(lost)), entry + ":80", clients, clients / 5);
    GunJsCrowd members = stage.stayingCrowd(fleet.host(lost), entry, GUN_JS_CLIENTS);
    MovedCrowd.begin(members, Duration.ofMillis(500));
    Writer writer = new Writer(stage.client(fleet.host(lost), entry), "storm");
    writer.write(100);

    String name = dying.getMetadata().getName();
    stage.atEnd(() -> stage.fault("revive", name));
    Dialler dialler = Dialler.start(fleet.host(lost), entry);
    stage.atEnd(dialler);
    Await.until("dials to succeed", TO_SWITCH, () -> dialler.opened() > 3);
    long crashedNs = System.nanoTime();
    Instant crashed = Instant.now();
    stage.fault("crash", name);
    stage.took(
        "from the crash until a client's write is acknowledged", writer.insist(), AIM_OF_CLIENTS);
    Await.until("a switch", TO_SWITCH, () -> !fleet.switches().isEmpty(), fleet.fleet()::line);
    stage.saw(fleet.fleet().line());
    crowd.awaitConnected(TO_SWITCH);
    stage.took(
        "from the crash until all clients are connected",
        Duration.ofNanos(System.nanoTime() - crashedNs),
        AIM_OF_CLIENTS);
    SwitchStatus made = fleet.switches().getFirst();
    stage.saw("crashed at %s; %s".formatted(crashed, made));
    Duration led = Duration.ofNanos(dialler.lastFailedNs() - crashedNs);
    stage.saw("%d dials failed until then".formatted(dialler.failed()));
    stage.took("from the crash until new connections go to " + made.to(), led, aim);
    if (!made.from().equals(lost) || Boolean.TRUE.equals(made.asked())) {
      throw new AssertionError("there was another switch: " + made);
    }

    Await.until(
        "an observer to get through",
        TO_SWITCH,
        () -> fleet.switches().getFirst().stopwatch().verified() != null,
        fleet.fleet()::line);
    stage.saw(fleet.switches().toString());

    Crowd.Report away = crowd.last();
    stage.fault("revive", name);
    fleet.awaitPhase(lost, FailoverPhase.Healthy, TO_RETURN);
    fleet.awaitHome(lost, made.to(), clients + GUN_JS_CLIENTS, TO_SWITCH);
    Crowd.Report home = crowd.last();
    stage.saw(home.toString());
    if (home.lost() > away.lost() || home.failed() > away.failed()) {
      throw new AssertionError("clients were cut off on their way home: " + away + ", " + home);
    }
    fleet.fleet().awaitReady(2, TO_RETURN);
    if (fleet.switches().size() != 1) {
      throw new AssertionError("there were more switches: " + fleet.switches());
    }
    stage.saw(fleet.fleet().line());
    crowd.end();
    MovedCrowd.check(stage, members, GUN_JS_CLIENTS);
    writer.awaitAllReadBy(
        stage.client(fleet.host(lost), Entry.address(dying)), Duration.ofSeconds(60));
    stage.saw("%s is back, all %d writes are there".formatted(lost, writer.acknowledged()));
  }
}
