package io.gunrelay.e2e.scenarios.operators;

import io.gunrelay.e2e.scenarios.stage.Await;
import io.gunrelay.e2e.scenarios.stage.Fleet;
import io.gunrelay.e2e.scenarios.stage.Killer;
import io.gunrelay.e2e.scenarios.stage.Kubectl;
import io.gunrelay.e2e.scenarios.stage.Operators;
import io.gunrelay.e2e.scenarios.stage.Owned;
import io.gunrelay.e2e.scenarios.stage.Shell;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A busy hour of users, in which operators are killed at random instants and the API server is away
 * for a while. It ends as an hour would have in which nobody was disturbed: the same objects, no
 * more and no fewer. {@code E2E_KILLS} says how often operators are killed, {@code E2E_SEED}
 * repeats a run.
 */
public final class OperatorChaos {
  private static final Map<String, String> ENVIRONMENT = System.getenv();
  private static final int KILLS = Integer.parseInt(ENVIRONMENT.getOrDefault("E2E_KILLS", "3"));
  private static final Duration TO_SETTLE = Duration.ofMinutes(3);

  private static final String BUSY = "busy";
  private static final String PASSING = "passing";

  private final Stage stage;
  private final Random random;

  private OperatorChaos(Stage stage, Random random) {
    this.stage = stage;
    this.random = random;
  }

  /** How long it may take: a kill costs a few seconds. */
  public static Duration limit() {
    return Duration.ofMinutes(5).plusSeconds(15L * KILLS);
  }

  public static void tell(Stage stage) throws Exception {
    long seed =
        Long.parseLong(ENVIRONMENT.getOrDefault("E2E_SEED", Long.toString(System.nanoTime())));
    stage.saw("seed " + seed);
    new OperatorChaos(stage, new Random(seed)).tell();
  }

  private void tell() throws Exception {
    busy(1, 20_000, "[{name: west}]");
    var operators = new Operators(stage);
    operators.awaitAll();
    Fleet fleet = new Fleet(stage, BUSY);
    fleet.awaitReady(1);

    try (var killer = Killer.start(operators, KILLS, random.nextLong())) {
      int steps = 0;
      while (killer.isAtWork()) {
        step(steps++);
        Thread.sleep(random.nextInt(1_500));
        if (steps == 5) {
          loseTheApiServer();
        }
      }
      stage.saw(
          "operators were killed %d times in %d steps of users".formatted(killer.killed(), steps));
    }
    busy(1, 5_000, "[{name: west}, {name: east}]");
    stage.kubectl("delete", "gunrelaycluster", PASSING, "--ignore-not-found");
    fleet.awaitReady(2, TO_SETTLE);
    operators.awaitAll();
    Owned owned = new Owned(stage);
    Await.until(
        "nothing to be left of a fleet that is gone",
        TO_SETTLE,
        () -> owned.leftOf(PASSING).isEmpty(),
        () -> String.valueOf(owned.leftOf(PASSING)));
    compareWithACalmRun(fleet);
  }

  private void step(int number) {
    switch (random.nextInt(8)) {
      case 0, 1 ->
          stage.kubectl("scale", "gunrelaycluster/" + BUSY, "--replicas=" + random.nextInt(3));
      case 2 -> busy(1, 10_000 + number, "[{name: west}]");
      case 3 -> busy(1, 10_000, "[{name: west}, {name: east}]");
      case 4 -> apply(manifest(PASSING, 0, 20_000, "[{name: west}, {name: north}]"));
      case 5 ->
          stage.kubectl("delete", "gunrelaycluster", PASSING, "--ignore-not-found", "--wait=false");
      case 6 -> edit(List.of("configmap", "service", "deployment").get(random.nextInt(3)));
      default ->
          stage.kubectl("delete", "service", BUSY + "-west", "--ignore-not-found", "--wait=false");
    }
  }

  private void edit(String kind) {
    String patch =
        switch (kind) {
          case "configmap" -> "{\"data\":{\"relay.yaml\":\"region: moon\\n\"}}";
          case "service" -> "{\"spec\":{\"selector\":{\"app.kubernetes.io/name\":\"nothing\"}}}";
          default -> "{\"metadata\":{\"labels\":{\"gunrelay.io/region\":\"moon\"}}}";
        };
    // It may be one that is not there just now.
    Shell.attempt(
        "",
        Kubectl.command(
            stage.namespace(),
            "patch",
            kind,
            BUSY + (kind.equals("service") ? "-west" : "-west-blue"),
            "--type=merge",
            "--patch=" + patch));
  }

  private void loseTheApiServer() {
    stage.atEnd(() -> stage.fault("start"));
    stage.fault("stop", "kube-apiserver");
    stage.fault("start");
    Await.until(
        "the API server to be back",
        TO_SETTLE,
        () ->
            Shell.attempt("", Kubectl.command(stage.namespace(), "get", "--raw=/readyz")).code()
                == 0);
  }

  private void compareWithACalmRun(Fleet fleet) {
    Map<String, String> left = new Owned(stage).likenessOf(fleet);
    stage.kubectl("delete", "gunrelaycluster", BUSY);
    Owned owned = new Owned(stage);
    owned.awaitNothingLeftOf(BUSY, TO_SETTLE);
    busy(1, 5_000, "[{name: west}, {name: east}]");
    fleet.awaitReady(2, TO_SETTLE);
    Map<String, String> calm = owned.likenessOf(fleet);
    if (!left.equals(calm)) {
      throw new AssertionError("the busy run left %s, and a calm one %s".formatted(left, calm));
    }
    stage.saw("%d objects are as a calm run leaves them".formatted(calm.size()));
  }

  private void busy(int replicas, int connections, String regions) {
    apply(manifest(BUSY, replicas, connections, regions));
  }

  /** Also what {@code kubectl scale} has taken to itself. */
  private void apply(String manifest) {
    Shell.feed(
        manifest,
        Kubectl.command(
            stage.namespace(), "apply", "--server-side", "--force-conflicts", "-f", "-"));
  }

  private String manifest(String name, int replicas, int connections, String regions) {
    return """
    apiVersion: gunrelay.io/v1alpha1
    kind: GunRelayCluster
    metadata:
      name: %s
    spec:
      version: %s
      image: %s
      replicas: %d
      limits: {connections: %d}
      regions: %s
      exposure: {host: %s-%s}
    """
        .formatted(
            name,
            stage.settings().version(),
            stage.settings().relayImage(),
            replicas,
            connections,
            regions,
            name,
            stage.host());
  }
}
