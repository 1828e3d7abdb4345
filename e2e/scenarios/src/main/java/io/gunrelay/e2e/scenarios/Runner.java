package io.gunrelay.e2e.scenarios;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.gunrelay.e2e.scenarios.stage.Settings;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Tells scenarios one after the other, each within its time. */
final class Runner {
  private final KubernetesClient kubernetes;
  private final Settings settings;
  private final Path logs;
  private final PrintStream out;

  Runner(KubernetesClient kubernetes, Settings settings, Path logs, PrintStream out) {
    this.kubernetes = kubernetes;
    this.settings = settings;
    this.logs = logs;
    this.out = out;
  }

  Outcome run(Scenario scenario, String namespace) {
    Optional<String> lack = lackOf(scenario);
    if (lack.isPresent()) {
      return settings.requireAll()
          ? new Outcome.Failed(lack.get())
          : new Outcome.Skipped(lack.get());
    }
    long beganNs = System.nanoTime();
    try (Stage stage =
        Stage.open(
            kubernetes,
            settings,
            namespace,
            line -> out.printf(Locale.ROOT, "  %5.1f s  %s%n", secondsSince(beganNs), line))) {
      Optional<Throwable> failure = tell(scenario, stage);
      if (failure.isEmpty()) {
        return new Outcome.Passed();
      }
      out.println(new Diagnosis(logs.resolve(scenario.name())).write(stage, failure.get()));
      return new Outcome.Failed(String.valueOf(failure.get().getMessage()));
    } catch (AssertionError unclean) {
      // What cannot be removed is a failure too: a finalizer that nobody takes away, for example.
      return new Outcome.Failed(String.valueOf(unclean.getMessage()));
    }
  }

  private static Optional<Throwable> tell(Scenario scenario, Stage stage) {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<?> told =
          thread.submit(() -> {
            scenario.story().tell(stage);
            return true;
          });
      told.get(scenario.limit().toSeconds(), TimeUnit.SECONDS);
      return Optional.empty();
    } catch (ExecutionException e) {
      return Optional.of(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      return Optional.of(new AssertionError("took longer than " + scenario.limit(), e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of(e);
    } finally {
      thread.shutdownNow();
    }
  }

  private Optional<String> lackOf(Scenario scenario) {
    return scenario.needs().stream().flatMap(need -> lackOf(need).stream()).findFirst();
  }

  private Optional<String> lackOf(Scenario.Need need) {
    return switch (need) {
      case FAULTS ->
          settings.faults().isEmpty()
              ? Optional.of("GUNRELAY_FAULTS names no command that breaks nodes")
              : Optional.empty();
      case FAULTY_RELAYS ->
          settings.relayArchive().isEmpty()
              ? Optional.of("there is no archive of the relay's image, or nothing that loads one")
              : Optional.empty();
      case METRICS ->
          kubernetes.supports("metrics.k8s.io/v1beta1", "PodMetrics")
              ? Optional.empty()
              : Optional.of("the cluster has no metrics API: install metrics-server");
      case OTHER_CLUSTER ->
          settings.other().isEmpty()
              ? Optional.of(
                  "GUNRELAY_OTHER_KUBECONFIG and GUNRELAY_OTHER_FAULTS name no second cluster")
              : Optional.empty();
      case VOLUMES ->
          kubernetes.storage().v1().storageClasses().list().getItems().isEmpty()
              ? Optional.of("the cluster has no storage class")
              : Optional.empty();
    };
  }

  static double secondsSince(long beganNs) {
    return Duration.ofNanos(System.nanoTime() - beganNs).toMillis() / 1000.0;
  }
}
