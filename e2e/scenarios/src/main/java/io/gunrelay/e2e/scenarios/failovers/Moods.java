package io.gunrelay.e2e.scenarios.failovers;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.readiness.Readiness;
import io.gunrelay.e2e.faults.agent.Fault;
import io.gunrelay.e2e.scenarios.stage.Await;
import io.gunrelay.e2e.scenarios.stage.LocalPod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Relays that go on as before, and say by their readiness that they take no clients. */
final class Moods {
  private static final Duration PROBES = Duration.ofSeconds(60);

  private Moods() {}

  /** None of a region's relays takes clients any more; returns when the API server knows. */
  static void sulk(TwoRegions fleet, String region) {
    fleet.relays(region).forEach(Moods::sulk);
    Await.until(
        "the relays of %s to be taken for unready".formatted(region),
        PROBES,
        () -> fleet.relays(region).stream().noneMatch(Readiness::isPodReady));
  }

  /** They take clients again. */
  static void cheerUp(TwoRegions fleet, String region) {
    fleet
        .relays(region)
        .forEach(pod -> {
          try {
            Files.deleteIfExists(mood(pod));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static void sulk(Pod pod) {
    try {
      Files.writeString(mood(pod), "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path mood(Pod pod) {
    return LocalPod.file(pod, Fault.MOOD);
  }
}
