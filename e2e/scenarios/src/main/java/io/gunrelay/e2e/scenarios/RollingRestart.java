package io.gunrelay.e2e.scenarios;

import io.gunrelay.e2e.gunjs.CrowdStats;
import io.gunrelay.e2e.gunjs.GunJsClient;
import io.gunrelay.e2e.gunjs.GunJsCrowd;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Every relay is replaced, as by another version, under clients that write all the time. */
final class RollingRestart {
  private static final int CLIENTS = 40;
  private static final Duration PAUSE = Duration.ofMillis(250);

  private RollingRestart() {}

  static void tell(Stage stage) {
    Fleet fleet =
        Fleet.start(
            stage,
            "rolled",
            """
            replicas: 2
            regions:
            - name: west
            """);
    fleet.awaitReady(2);
    GunJsCrowd crowd = stage.crowd(stage.host(), CLIENTS);
    crowd.listen("news", "headline");
    crowd.write(PAUSE);
    Set<String> before = fleet.podNames();

    stage.kubectl("rollout", "restart", "deployment/rolled-west");
    stage.kubectl("rollout", "status", "deployment/rolled-west", "--timeout=180s");
    Await.until(
        "the former relays to be gone",
        Duration.ofMinutes(2),
        () -> {
          Set<String> left = new HashSet<>(before);
          left.retainAll(fleet.podNames());
          return left.isEmpty();
        },
        () -> "There are " + fleet.podNames());
    fleet.awaitReady(2);

    GunJsCrowd.Written written = crowd.rest().join();
    Await.until(
        "all clients to be connected",
        Duration.ofSeconds(30),
        () -> crowd.stats().connected() == CLIENTS,
        () -> "%d are".formatted(crowd.stats().connected()));
    GunJsClient reader = stage.client(stage.host());
    if (!reader.put(List.of("news", "headline"), "we moved").join().ok()) {
      throw new AssertionError("the news was refused");
    }
    Await.until(
        "every client to hear the news",
        Duration.ofSeconds(30),
        () -> crowd.stats().heard().stream().allMatch("we moved"::equals));
    Await.until(
        "all acknowledged writes to be read",
        Duration.ofSeconds(30),
        () -> CrowdWrites.missing(reader, written).isEmpty(),
        () -> "Missing: " + CrowdWrites.missing(reader, written));
    stage.saw(summary(crowd.stats(), written));
  }

  private static String summary(CrowdStats stats, GunJsCrowd.Written written) {
    List<Double> away = stats.awayMs().stream().sorted().toList();
    return "%d clients moved %d times, away for %.0f ms (median) to %.0f ms; all %d acknowledged writes are there"
        .formatted(
            CLIENTS,
            away.size(),
            away.isEmpty() ? 0 : away.get(away.size() / 2),
            away.isEmpty() ? 0 : away.getLast(),
            written.count());
  }
}
