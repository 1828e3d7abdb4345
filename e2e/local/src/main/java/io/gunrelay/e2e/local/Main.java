package io.gunrelay.e2e.local;

import io.gunrelay.e2e.local.demo.ClusterStage;
import io.gunrelay.e2e.local.demo.LocalStage;
import io.gunrelay.e2e.local.demo.Narrator;
import io.gunrelay.e2e.local.demo.Stage;
import io.gunrelay.e2e.local.demo.Story;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code make demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "The whole path: a resource is applied, gun.js clients sync, a relay crashes, all is removed.",
      "On the cluster that KUBECONFIG names; without it on this machine alone."
    })
final class Main implements Callable<Integer> {
  @Option(
      names = "--version-of-relay",
      defaultValue = "0.1.0",
      description = "the version that was built (default: ${DEFAULT-VALUE})")
  private String version = "";

  @Option(
      names = "--resource",
      defaultValue = "examples/quickstart.yaml",
      description = "the GunRelayCluster to apply (default: ${DEFAULT-VALUE})")
  private Path resource = Path.of("");

  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    Narrator narrator = new Narrator(System.out, InstantSource.system());
    Path root = Path.of("").toAbsolutePath();
    Path folder = Files.createTempDirectory("gunrelay-demo-");
    Stage stage = stage(root, folder);
    Story story = new Story(stage, narrator, root.resolve(resource));
    // Whoever sets it says how it ended: this thread, or Ctrl-C.
    AtomicBoolean over = new AtomicBoolean();
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .unstarted(() -> {
                  if (over.compareAndSet(false, true)) {
                    narrator.show(String.format("%nInterrupted: everything is ended."));
                  }
                  end(story, stage);
                }));
    try {
      story.tell();
      end(story, stage);
      if (over.compareAndSet(false, true)) {
        delete(folder);
        narrator.show(
            String.format("%nAll of it happened, in %.1f s.", narrator.elapsed().toMillis() / 1e3));
      }
      return 0;
    } catch (AssertionError | Exception e) {
      if (over.compareAndSet(false, true)) {
        narrator.show(String.format("%nFAILED: %s%n", e.getMessage() == null ? e : e.getMessage()));
        narrator.show(stage.logs());
        narrator.show("Everything that was written is in " + folder);
      }
      return 1;
    } finally {
      end(story, stage);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private Stage stage(Path root, Path folder) {
    Optional<String> kubeconfig =
        Optional.ofNullable(System.getenv("KUBECONFIG")).filter(text -> !text.isBlank());
    return kubeconfig.isPresent()
        ? new ClusterStage(root, Optional.ofNullable(System.getenv("E2E_ENTRY")))
        : new LocalStage(root, version, folder);
  }

  private static void end(Story story, Stage stage) {
    story.close();
    stage.close();
  }
}
