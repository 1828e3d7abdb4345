package io.gunrelay.e2e.scenarios.failovers;

import io.fabric8.kubernetes.api.model.Pod;
import io.gunrelay.e2e.gunjs.GunJsCrowd;
import io.gunrelay.e2e.scenarios.clients.MovedCrowd;
import io.gunrelay.e2e.scenarios.clients.Writer;
import io.gunrelay.e2e.scenarios.stage.LocalPod;
import io.gunrelay.e2e.scenarios.stage.Operators;
import io.gunrelay.e2e.scenarios.stage.Shell;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/** One who looks is cut off from a region, or clients are; the region is up, and nothing moves. */
public final class FailoverBlind {
  private static final int CLIENTS = 20;
  private static final Duration CUT = Duration.ofSeconds(25);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration AIM = Duration.ofSeconds(10);

  private FailoverBlind() {}

  /** The operator that works does not reach a region, by whatever way; others do. */
  public static void operator(Stage stage) {
    TwoRegions fleet = TwoRegions.start(stage, "unseen", "{holdDownSeconds: 10}");
    String unseen = fleet.withoutOperator();
    Inhabitants clients = Inhabitants.settle(stage, fleet, unseen);
    Pod operator = new Operators(stage).leader().orElseThrow();
    for (Pod relay : fleet.relays(unseen)) {
      stage.atEnd(() -> LocalPod.inItsNetwork(operator, rule("-D", relay)));
      Shell.Result cut = LocalPod.inItsNetwork(operator, rule("-I", relay));
      must(cut.code() == 0, cut.output());
    }
    stage.saw("the operator reaches no relay of %s by the network of pods".formatted(unseen));
    watch(stage, fleet, unseen);
    fleet.expectSwitches(0);
    // The other way is by the API server, which asks the pod itself, from this machine.
    for (Pod relay : fleet.relays(unseen)) {
      Shell.run(rule("-I", relay));
      stage.atEnd(() -> Shell.attempt("", List.of(rule("-D", relay))));
    }
    stage.saw("nor by the API server");
    watch(stage, fleet, unseen);
    fleet.expectSwitches(0);
    fleet
        .relays(unseen)
        .forEach(relay -> {
          Shell.run(rule("-D", relay));
          LocalPod.inItsNetwork(operator, rule("-D", relay));
        });
    fleet.awaitHome(SOON);
    clients.check();
    fleet.expectSwitches(0);
    must(clients.report().lost() == 0, "connections were lost: " + clients.report());
  }

  /** Of a network from which the relay's admin port is not to be reached. */
  private static String[] rule(String verb, Pod relay) {
    return "iptables -w %s OUTPUT -p tcp --dport 9090 -d %s -j DROP"
        .formatted(verb, relay.getStatus().getPodIP())
        .split(" ", -1);
  }

  /** Tells what is said of a region meanwhile. */
  private static void watch(Stage stage, TwoRegions fleet, String region) {
    Set<String> said = new HashSet<>();
    for (long left = CUT.toSeconds(); left > 0; left -= LOOK.toSeconds()) {
      String now =
          "%s: %s"
              .formatted(
                  fleet.region(region).map(one -> one.phase() + " " + one.message()).orElse(""),
                  fleet.fleet().line());
      if (said.add(now)) {
        stage.saw(now);
      }
      Pause.of(LOOK);
    }
  }

  /** A region's entry is not reached by clients; those that know another one go there. */
  public static void clients(Stage stage) {
    TwoRegions fleet = TwoRegions.start(stage, "unreached", "{holdDownSeconds: 10}");
    String cut = fleet.withoutOperator();
    String other = fleet.otherThan(cut);
    SequencedMap<String, String> entries = new LinkedHashMap<>();
    entries.put(fleet.host(cut), fleet.address(cut));
    entries.put(fleet.host(other), fleet.address(other));
    GunJsCrowd members = stage.stayingCrowd(entries, CLIENTS);
    MovedCrowd.begin(members, Duration.ofMillis(500));
    Writer writer = new Writer(stage.client(entries), "two entries");
    Writer poor = new Writer(stage.client(fleet.host(cut), fleet.address(cut)), "one entry");
    writer.write(50);
    poor.write(50);

    fleet.fault("cut", "heal", cut, "--from", "clients");
    stage.took("until a client with two entries writes again", writer.insist(), AIM);
    watch(stage, fleet, cut);
    fleet.expectSwitches(0);
    fleet.mend("heal", cut);
    stage.saw(
        "a client with one entry writes again %d ms after it is reached again"
            .formatted(poor.insist().toMillis()));
    fleet.awaitHome(SOON);
    MovedCrowd.check(stage, members, CLIENTS);
    for (String region : fleet.names()) {
      var reader = stage.client(fleet.host(region), fleet.address(region));
      writer.awaitAllReadBy(reader, SOON);
      poor.awaitAllReadBy(reader, SOON);
    }
    fleet.expectSwitches(0);
  }

  private static void must(boolean is, String otherwise) {
    if (!is) {
      throw new AssertionError(otherwise);
    }
  }
}
