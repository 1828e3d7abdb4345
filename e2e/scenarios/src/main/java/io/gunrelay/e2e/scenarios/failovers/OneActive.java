package io.gunrelay.e2e.scenarios.failovers;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Watches for a whole run which region the status says serves all clients, and looks afterwards
 * whether relays of another one ever acted as if theirs did.
 */
final class OneActive implements AutoCloseable {
  private static final int PERIOD_MS = 200;

  /** From some time on a region served. */
  record Change(Instant at, String region) {}

  private final TwoRegions fleet;
  private final Thread watcher = Thread.ofVirtual().unstarted(this::watch);
  private final List<Change> changes = new ArrayList<>();

  private OneActive(TwoRegions fleet) {
    this.fleet = fleet;
  }

  static OneActive watch(TwoRegions fleet) {
    OneActive one = new OneActive(fleet);
    one.watcher.start();
    return one;
  }

  private void watch() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        fleet.active().ifPresent(this::saw);
        TimeUnit.MILLISECONDS.sleep(PERIOD_MS);
      } catch (KubernetesClientException e) {
        // The API server is asked again.
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private synchronized void saw(String active) {
    if (changes.isEmpty() || !changes.getLast().region().equals(active)) {
      changes.add(new Change(Instant.now(), active));
    }
  }

  /** Fails unless these regions, and no others, served one after the other. */
  synchronized void expect(String... regions) {
    if (!changes.stream().map(Change::region).toList().equals(List.of(regions))) {
      throw new AssertionError("regions served otherwise: " + changes);
    }
  }

  /**
   * Fails if relays of two regions ever acknowledged by themselves at the same time, as their logs
   * say.
   *
   * @param killed when those of the first were
   */
  static void checkFences(Stage stage, String active, String passive, Instant killed) {
    FenceLog one = FenceLog.of(stage, active, killed);
    FenceLog other = FenceLog.of(stage, passive);
    FenceLog.checkNeverBoth(one, other, Instant.now());
    stage.saw(
        "fences open in %s: %s; in %s: %s"
            .formatted(active, one.open(Instant.now()), passive, other.open(Instant.now())));
    if (other.open(Instant.now()).isEmpty()) {
      throw new AssertionError(passive + " never served by itself");
    }
  }

  synchronized List<Change> changes() {
    return List.copyOf(changes);
  }

  @Override
  public void close() {
    watcher.interrupt();
  }
}
