package io.gunrelay.e2e.scenarios.failovers;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Watches for a whole run which region the status says serves all clients. The status names one at
 * a time: that no other one acts as if it did takes a look at whatever else says who may serve,
 * which belongs here.
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

  synchronized List<Change> changes() {
    return List.copyOf(changes);
  }

  @Override
  public void close() {
    watcher.interrupt();
  }
}
