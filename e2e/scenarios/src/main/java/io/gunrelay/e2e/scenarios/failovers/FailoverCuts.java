package io.gunrelay.e2e.scenarios.failovers;

import io.fabric8.kubernetes.api.model.Node;
import io.gunrelay.api.v1alpha1.FailoverPhase;
import io.gunrelay.e2e.gunjs.GunJsCrowd;
import io.gunrelay.e2e.scenarios.clients.MovedCrowd;
import io.gunrelay.e2e.scenarios.clients.Writer;
import io.gunrelay.e2e.scenarios.stage.Await;
import io.gunrelay.e2e.scenarios.stage.Entry;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Networks that are cut. What only looks like the loss of a region moves nobody. */
public final class FailoverCuts {
  private static final int CLIENTS = 20;
  private static final int FLAPS = 12;
  private static final Duration FLAP = Duration.ofSeconds(5);
  private static final Duration CUT = Duration.ofSeconds(20);
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration TO_RETURN = Duration.ofMinutes(3);

  private FailoverCuts() {}

  /** Two regions lose each other; both are up, and the API server knows it. */
  public static void fromEachOther(Stage stage) {
    falseAlarm(stage, "split", 1, CUT);
  }

  /** The link between them breaks again and again. */
  public static void flapping(Stage stage) {
    falseAlarm(stage, "flap", FLAPS, FLAP);
  }

  private static void falseAlarm(Stage stage, String name, int times, Duration length) {
    TwoRegions fleet = TwoRegions.start(stage, name, "{holdDownSeconds: 10}");
    List<Node> nodes = Entry.nodes(stage.kubernetes());
    Node one = nodes.getFirst();
    Node other = nodes.getLast();
    stage.saw("the operator works on " + TwoRegions.nodeOfLeader(stage));
    GunJsCrowd here = crowd(stage, fleet, one);
    GunJsCrowd there = crowd(stage, fleet, other);
    MovedCrowd.begin(here, Duration.ofMillis(500));
    MovedCrowd.begin(there, Duration.ofMillis(500));
    Writer writer = writer(stage, fleet, one);
    writer.write(50);

    String first = one.getMetadata().getName();
    String second = other.getMetadata().getName();
    stage.atEnd(() -> stage.fault("heal", first));
    for (int i = 0; i < times; i++) {
      stage.fault("cut", first, "--from", second);
      Pause.of(length);
      stage.fault("heal", first);
      Pause.of(times == 1 ? Duration.ZERO : length);
    }
    writer.insist();
    stage.saw(fleet.fleet().line());
    fleet.fleet().awaitReady(2, SOON);
    if (!fleet.switches().isEmpty()) {
      throw new AssertionError("clients were led elsewhere: " + fleet.switches());
    }
    MovedCrowd.check(stage, here, CLIENTS);
    MovedCrowd.check(stage, there, CLIENTS);
    writer.awaitAllReadBy(stage.client(host(fleet, other), Entry.address(other)), SOON);
    stage.saw("no switch; both regions have all %d writes".formatted(writer.acknowledged()));
  }

  /** A region is cut off from all: the other one, the API server, clients. */
  public static void fromEverything(Stage stage) {
    TwoRegions fleet = TwoRegions.start(stage, "island", "{holdDownSeconds: 10}");
    List<Node> nodes = Entry.nodes(stage.kubernetes());
    String ofLeader = TwoRegions.nodeOfLeader(stage);
    Node cut =
        nodes.stream()
            .filter(node -> !node.getMetadata().getName().equals(ofLeader))
            .findFirst()
            .orElseThrow();
    Node living = nodes.stream().filter(node -> !node.equals(cut)).findFirst().orElseThrow();
    String lost = TwoRegions.region(cut);
    Writer writer = new Writer(stage.client(fleet.host(lost), Entry.address(living)), "island");
    writer.write(50);
    Dialler dialler = Dialler.start(fleet.host(lost), Entry.address(living));
    stage.atEnd(dialler);
    Await.until("dials to succeed", SOON, () -> dialler.opened() > 3);

    String name = cut.getMetadata().getName();
    stage.atEnd(() -> stage.fault("heal", name));
    long cutNs = System.nanoTime();
    Instant cutAt = Instant.now();
    stage.fault("cut", name);
    Await.until("a switch", SOON, () -> !fleet.switches().isEmpty(), fleet.fleet()::line);
    stage.saw(fleet.switches().toString());
    Writer fresh = new Writer(stage.client(fleet.host(lost), Entry.address(living)), "fresh");
    fresh.write(50);
    stage.took(
        "from the cut until new connections go to the other region",
        Duration.ofNanos(Math.max(0, dialler.lastFailedNs() - cutNs)),
        Duration.ofSeconds(6));
    stage.took("until a client that hung writes again", writer.insist(), Duration.ofSeconds(45));

    stage.fault("heal", name);
    fleet.awaitPhase(lost, FailoverPhase.Healthy, TO_RETURN);
    fleet.fleet().awaitReady(2, TO_RETURN);
    if (fleet.switches().size() != 1) {
      throw new AssertionError("there were more switches: " + fleet.switches());
    }
    checkFence(stage, fleet, lost, cutAt);
    writer.awaitAllReadBy(stage.client(fleet.host(lost), Entry.address(cut)), SOON);
    fresh.awaitAllReadBy(stage.client(fleet.host(lost), Entry.address(cut)), SOON);
    stage.saw("%s is back, all writes are there".formatted(lost));
  }

  /** Whoever is cut off has stopped to acknowledge by itself before others take over. */
  private static void checkFence(Stage stage, TwoRegions fleet, String lost, Instant cut) {
    Instant switched =
        Instant.parse(Objects.requireNonNull(fleet.switches().getFirst().stopwatch().switched()));
    Instant fenced =
        FenceLog.of(stage, lost)
            .closedAfter(cut)
            .orElseThrow(
                () -> new AssertionError("the relay of %s was never fenced".formatted(lost)));
    stage.saw(
        "fenced %d ms after the cut, %d ms before the switch"
            .formatted(
                Duration.between(cut, fenced).toMillis(),
                Duration.between(fenced, switched).toMillis()));
    if (fenced.isAfter(switched)) {
      throw new AssertionError(
          "%s was fenced at %s, switched at %s".formatted(lost, fenced, switched));
    }
    fleet.awaitHolder(lost, lost);
  }

  private static GunJsCrowd crowd(Stage stage, TwoRegions fleet, Node node) {
    return stage.stayingCrowd(host(fleet, node), Entry.address(node), CLIENTS);
  }

  private static Writer writer(Stage stage, TwoRegions fleet, Node node) {
    return new Writer(stage.client(host(fleet, node), Entry.address(node)), "alarm");
  }

  private static String host(TwoRegions fleet, Node node) {
    return fleet.host(TwoRegions.region(node));
  }
}
