package io.gunrelay.e2e.scenarios.lifecycle;

import io.fabric8.kubernetes.api.model.Condition;
import io.gunrelay.api.v1alpha1.GunRelayClusterStatus;
import io.gunrelay.e2e.gunjs.GunJsClient;
import io.gunrelay.e2e.scenarios.clients.Writer;
import io.gunrelay.e2e.scenarios.stage.Await;
import io.gunrelay.e2e.scenarios.stage.Fleet;
import io.gunrelay.e2e.scenarios.stage.Shell;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What whoever looks after a fleet sees and does with {@code kubectl gunrelay}. */
public final class Plugin {
  private static final int DONE = 0;
  private static final int NO = 3;
  private static final int WRITES = 50;

  /** The kubelet's time to write a changed ConfigMap into pods, and the relay's to read it. */
  private static final Duration DELIVERY = Duration.ofSeconds(150);

  private final Stage stage;
  private final Fleet fleet;

  private Plugin(Stage stage, Fleet fleet) {
    this.stage = stage;
    this.fleet = fleet;
  }

  public static void tell(Stage stage) throws IOException {
    Fleet fleet =
        Fleet.start(
            stage,
            "tended",
            """
            replicas: 2
            durability: Replicated
            whenAlone: Acknowledge
            regions:
            - name: west
            """);
    fleet.awaitReady(2);
    new Plugin(stage, fleet).tell();
  }

  private void tell() throws IOException {
    GunJsClient client = stage.client(stage.host());
    Writer writer = new Writer(client, "inventory");
    writer.write(WRITES);
    Await.until(
        "the client to be counted",
        Duration.ofSeconds(60),
        () -> fleet.status().map(status -> status.clients()).orElse(0L) == 1L,
        fleet::line);
    stage.saw(gunrelay(DONE, "status", fleet.name()));

    changeALimit(client, writer);
    pauseAndResume();
    drain(writer);
  }

  private void changeALimit(GunJsClient client, Writer writer) throws IOException {
    gunrelay(DONE, "plan", fleet.name(), "--exit-code");
    Path changed = Files.createTempFile("changed", ".yaml");
    stage.atEnd(() -> Files.deleteIfExists(changed));
    Files.writeString(
        changed,
        stage
            .kubectl("get", "gunrelaycluster", fleet.name(), "-o", "yaml")
            .replaceFirst("connections: \\d+", "connections: 12345"));
    String plan = gunrelay(NO, "plan", "-f", changed.toString(), "--exit-code");
    if (!plan.contains("+") || !plan.contains("12345")) {
      throw new AssertionError("the plan does not show the limit: " + plan);
    }
    var pods = fleet.podNames();
    long began = System.nanoTime();
    stage.kubectl(
        "patch",
        "gunrelaycluster/" + fleet.name(),
        "--type=merge",
        "--patch={\"spec\":{\"limits\":{\"connections\":12345}}}");
    Await.until(
        "every relay to have the new limit",
        DELIVERY,
        () -> fleet.isReady() && progress().equals("Complete"),
        fleet::line);
    stage.saw(
        "the new limit is in force after %.0f s".formatted((System.nanoTime() - began) / 1e9));
    if (!pods.equals(fleet.podNames())) {
      throw new AssertionError("relays were replaced: %s, %s".formatted(pods, fleet.podNames()));
    }
    if (client.stats().peers().isEmpty()) {
      throw new AssertionError("the client was cut off");
    }
    writer.write(WRITES);
    gunrelay(DONE, "plan", fleet.name(), "--exit-code");
  }

  private void pauseAndResume() {
    stage.saw(gunrelay(DONE, "pause", fleet.name()));
    stage.kubectl("scale", "gunrelaycluster/" + fleet.name(), "--replicas=3");
    String plan = gunrelay(NO, "plan", fleet.name(), "--exit-code");
    if (!plan.contains("replicas: 3")) {
      throw new AssertionError("the plan does not show the third relay: " + plan);
    }
    if (fleet.podNames().size() != 2) {
      throw new AssertionError("the operator acts although it is paused: " + fleet.podNames());
    }
    stage.saw(gunrelay(DONE, "resume", fleet.name()));
    fleet.awaitReady(3);
  }

  private void drain(Writer writer) {
    String pod = fleet.podNames().getFirst();
    stage.saw(gunrelay(DONE, "drain", fleet.name(), pod));
    if (fleet.podNames().contains(pod)) {
      throw new AssertionError(pod + " is still there");
    }
    writer.writeUntilAcknowledged(Duration.ofSeconds(30));
    writer.awaitAllReadBy(stage.client(stage.host()), Duration.ofSeconds(30));
    stage.saw("all %d acknowledged writes are there".formatted(writer.acknowledged()));
  }

  private String progress() {
    return fleet
        .status()
        .map(GunRelayClusterStatus::conditions)
        .flatMap(all -> all.stream().filter(c -> c.getType().equals("Progressing")).findFirst())
        .map(Condition::getReason)
        .orElse("");
  }

  private String gunrelay(int code, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(
        stage
            .settings()
            .root()
            .resolve("kubectl-plugin/target/kubectl-gunrelay/kubectl-gunrelay")
            .toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-n", stage.namespace()));
    Shell.Result result = Shell.attempt("", command);
    if (result.code() != code) {
      throw new AssertionError(
          "%s ended with %d: %s"
              .formatted(String.join(" ", command), result.code(), result.output()));
    }
    return result.output();
  }
}
