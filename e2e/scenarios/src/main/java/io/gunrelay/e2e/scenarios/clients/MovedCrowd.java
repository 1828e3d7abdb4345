package io.gunrelay.e2e.scenarios.clients;

import io.gunrelay.e2e.gunjs.CrowdStats;
import io.gunrelay.e2e.gunjs.GunJsClient;
import io.gunrelay.e2e.gunjs.GunJsCrowd;
import io.gunrelay.e2e.scenarios.stage.Await;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.time.Duration;
import java.util.List;

/** Checks that clients that were moved are all connected, hear news, and lost no write. */
public final class MovedCrowd {
  private static final String NEWS = "news";
  private static final String HEADLINE = "headline";

  private MovedCrowd() {}

  /** Has it listen and write from now on. */
  public static void begin(GunJsCrowd crowd, Duration pause) {
    crowd.listen(NEWS, HEADLINE);
    crowd.write(pause);
  }

  /** Ends what was begun, and checks. */
  public static void check(Stage stage, GunJsCrowd crowd, int clients) {
    GunJsCrowd.Written written = crowd.rest().join();
    Await.until(
        "all clients to be connected",
        Duration.ofSeconds(30),
        () -> crowd.stats().connected() == clients,
        () ->
            "%d are; the others: %s".formatted(crowd.stats().connected(), crowd.stats().adrift()));
    GunJsClient reader = stage.client(stage.host());
    if (!reader.put(List.of(NEWS, HEADLINE), "we moved").join().ok()) {
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
    stage.saw(summary(clients, crowd.stats(), written));
  }

  private static String summary(int clients, CrowdStats stats, GunJsCrowd.Written written) {
    List<Double> away = stats.awayMs().stream().sorted().toList();
    return "%d clients moved %d times, away for %.0f ms (median) to %.0f ms; all %d acknowledged writes are there"
        .formatted(
            clients,
            away.size(),
            away.isEmpty() ? 0 : away.get(away.size() / 2),
            away.isEmpty() ? 0 : away.getLast(),
            written.count());
  }
}
