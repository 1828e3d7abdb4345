package io.gunrelay.e2e.scenarios.lifecycle;

import static java.util.stream.Collectors.joining;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.gunrelay.e2e.scenarios.stage.Await;
import io.gunrelay.e2e.scenarios.stage.Fleet;
import io.gunrelay.e2e.scenarios.stage.Kubectl;
import io.gunrelay.e2e.scenarios.stage.Owned;
import io.gunrelay.e2e.scenarios.stage.Shell;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What a tool applies from Git again and again changes nothing, while an autoscaler scales. */
public final class Gitops {
  private static final Duration SCALED_OUT = Duration.ofSeconds(90);
  private static final int PERIOD_SECONDS = 2;
  private static final String OPERATOR = "gunrelay-operator";
  private static final String TOOL = "argocd-controller";
  private static final int MOST = 3;

  private Gitops() {}

  public static void tell(Stage stage) {
    String git = git(stage);
    var fleet = new Fleet(stage, "from-git");
    var seen = new ArrayList<String>();
    apply(stage, git);
    seen.add(Serialization.asJson(fleet.resource()).replace("\n", ""));
    Await.until(
        "the fleet of Git to be Ready",
        SCALED_OUT,
        () -> {
          seen.add(Serialization.asJson(fleet.resource()).replace("\n", ""));
          return fleet.isReady();
        },
        fleet::line);
    stage.kubectl("annotate", "grc/from-git", "gunrelay.io/paused=false");
    Map<String, String> writes = writes(stage, fleet);
    long generation = fleet.resource().getMetadata().getGeneration();

    var applied = new AtomicInteger();
    try (var timer = Executors.newSingleThreadScheduledExecutor()) {
      var task =
          timer.scheduleWithFixedDelay(
              () -> {
                apply(stage, git);
                applied.incrementAndGet();
              },
              0,
              PERIOD_SECONDS,
              TimeUnit.SECONDS);
      fleet.awaitReady(MOST, SCALED_OUT);
      int until = applied.get() + 2;
      Await.until(
          "Git to be applied once more",
          SCALED_OUT,
          () -> applied.get() >= until,
          () -> task.isDone() ? task.exceptionNow().toString() : "");
      task.cancel(false);
    }
    check(
        fleet.pods().size() == MOST && fleet.resource().getMetadata().getGeneration() == generation,
        "generation %d became another, or relays went".formatted(generation));
    check(
        writes.equals(writes(stage, fleet)),
        "the operator wrote again: %s, and before %s".formatted(writes(stage, fleet), writes));
    check(
        "false".equals(fleet.resource().getMetadata().getAnnotations().get("gunrelay.io/paused")),
        "the annotation that Git does not name is gone");
    stage.saw(
        "Git was applied %d times while relays went from 2 to %d: no write but the autoscaler's"
            .formatted(applied.get(), MOST));
    noDifference(stage, git);
    health(stage, seen);
  }

  /** The example, with the images at hand and a target that its relays are above when idle. */
  private static String git(Stage stage) {
    try {
      return Files.readString(stage.settings().root().resolve("examples/gitops/fleet.yaml"))
          .replaceFirst(
              "version: .*",
              "version: %s\n  image: %s\n  resources: {requests: {cpu: 50m}, limits: {memory: 1Gi}}"
                  .formatted(stage.settings().version(), stage.settings().relayImage()))
          .replaceFirst(
              "maxReplicas: .*",
              "maxReplicas: %d\n        targetCPUUtilizationPercentage: 2".formatted(MOST))
          .replaceFirst("host: .*", "host: " + stage.host());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void apply(Stage stage, String git) {
    Shell.feed(git, kubectl(stage, "apply"));
  }

  /** As the tool sees it: what an application of Git's state would change. */
  private static void noDifference(Stage stage, String git) {
    Shell.Result diff = Shell.attempt(git, kubectl(stage, "diff"));
    check(diff.code() == 0 && diff.output().isEmpty(), "Git differs: " + diff.output());
    stage.saw("a dry run of Git's state differs in nothing; no rule ignores anything");
  }

  private static List<String> kubectl(Stage stage, String verb) {
    return Kubectl.command(
        stage.namespace(),
        verb,
        "--server-side",
        "--force-conflicts",
        "--field-manager=" + TOOL,
        "--filename=-");
  }

  /** When the operator last wrote each object of the fleet, by the API server's account. */
  private static Map<String, String> writes(Stage stage, Fleet fleet) {
    Map<String, String> writes = new TreeMap<>();
    for (HasMetadata object : new Owned(stage).by(fleet)) {
      writes.put(
          object.getKind() + "/" + object.getMetadata().getName(),
          object.getMetadata().getManagedFields().stream()
              .filter(entry -> entry.getManager().equals(OPERATOR))
              .map(ManagedFieldsEntry::getTime)
              .collect(joining(" ")));
    }
    return writes;
  }

  /**
   * What Argo CD made of the fleet as it came to be, by its own interpreter, where Go is at hand.
   */
  private static void health(Stage stage, List<String> seen) {
    String tool = stage.settings().root().resolve("tools/argocd-health").toString();
    Optional<String> states =
        Optional.of(Shell.attempt(String.join("\n", seen), List.of(tool)))
            .filter(result -> result.code() == 0)
            .map(Shell.Result::output);
    if (states.isEmpty()) {
      stage.saw("without Go, nothing is known of Argo CD's health");
      return;
    }
    String path = states.get().lines().distinct().collect(joining(" -> "));
    check(path.equals("Progressing -> Healthy"), "Argo CD says " + path);
    stage.saw("Argo CD says " + path);
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
