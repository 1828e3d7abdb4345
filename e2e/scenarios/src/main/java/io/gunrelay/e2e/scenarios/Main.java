package io.gunrelay.e2e.scenarios;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.gunrelay.e2e.scenarios.stage.Installation;
import io.gunrelay.e2e.scenarios.stage.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code make e2e}: tells the scenarios on the cluster that KUBECONFIG names. */
@Command(
    name = "e2e",
    mixinStandardHelpOptions = true,
    description = "Scenarios on the cluster that KUBECONFIG names.")
final class Main implements Callable<Integer> {
  @Option(names = "--list", description = "name the scenarios")
  private boolean list;

  @Option(
      names = "--only",
      split = ",",
      description = "run these alone; rollout-* runs all that begin so")
  private List<String> only = List.of();

  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public Integer call() {
    if (list) {
      Catalogue.ALL.forEach(scenario ->
          System.out.printf(
              Locale.ROOT,
              "%-18s %s%s%n",
              scenario.name(),
              scenario.summary(),
              scenario.onDemand() ? "; only when it is named" : ""));
      return 0;
    }
    List<Scenario> chosen = choose();
    Settings settings = Settings.of(System.getenv(), Path.of("").toAbsolutePath());
    try (KubernetesClient kubernetes = new KubernetesClientBuilder().build()) {
      var installation = new Installation(settings, line -> System.out.println("  " + line));
      boolean wasThere = installation.isThere(kubernetes);
      installation.install();
      boolean passed = tell(chosen, kubernetes, settings);
      if (!wasThere && !settings.keep()) {
        installation.uninstall();
      }
      return passed ? 0 : 1;
    }
  }

  private List<Scenario> choose() {
    var unknown =
        only.stream()
            .filter(name -> Catalogue.ALL.stream().noneMatch(scenario -> scenario.isNamedBy(name)))
            .toList();
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "no scenario is named %s; 'make e2e LIST=1' names them".formatted(unknown));
    }
    return Catalogue.ALL.stream()
        .filter(scenario ->
            only.isEmpty() ? !scenario.onDemand() : only.stream().anyMatch(scenario::isNamedBy))
        .toList();
  }

  private static boolean tell(
      List<Scenario> chosen, KubernetesClient kubernetes, Settings settings) {
    Path logs = settings.root().resolve("e2e/scenarios/target/e2e");
    var runner = new Runner(kubernetes, settings, logs, System.out);
    var lines = new ArrayList<String>();
    int passed = 0;
    int failed = 0;
    int skipped = 0;
    for (Scenario scenario : chosen) {
      System.out.printf("%s: %s%n", scenario.name(), scenario.summary());
      long beganNs = System.nanoTime();
      String namespace =
          "e2e-%s-%04x".formatted(scenario.name(), RandomGenerator.getDefault().nextInt(0x10000));
      String end =
          switch (runner.run(scenario, namespace)) {
            case Outcome.Passed() -> {
              passed++;
              yield "passed";
            }
            case Outcome.Failed(String why) -> {
              failed++;
              yield "FAILED: " + why;
            }
            case Outcome.Skipped(String why) -> {
              skipped++;
              yield "skipped: " + why;
            }
          };
      String line =
          "%-18s %5.1f s  %s".formatted(scenario.name(), Runner.secondsSince(beganNs), end);
      System.out.println(line);
      lines.add(line);
    }
    System.out.println();
    lines.forEach(System.out::println);
    System.out.printf("%d passed, %d failed, %d skipped%n", passed, failed, skipped);
    return failed == 0 && passed > 0;
  }
}
