package io.gunrelay.e2e.scenarios.rollouts;

import io.fabric8.kubernetes.api.model.Pod;
import io.gunrelay.e2e.scenarios.stage.Fleet;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Connected clients of each revision over time, read from the relays' metrics each second. */
final class ShareLog implements AutoCloseable {
  private static final Pattern CONNECTIONS =
      Pattern.compile("(?m)^gunrelay_connections(?:\\{[^}]*})? ([0-9.]+)");
  private static final String REVISION = "gunrelay.io/revision";
  private static final long PERIOD_MS = 1_000;

  /** How many clients each revision had at some time. */
  record Point(double seconds, Map<String, Long> clients) {}

  private final Stage stage;
  private final Fleet fleet;
  private final Instant began = Instant.now();
  private final List<Point> points = new CopyOnWriteArrayList<>();
  private final Thread watcher = Thread.ofVirtual().unstarted(this::watch);

  private ShareLog(Stage stage, Fleet fleet) {
    this.stage = stage;
    this.fleet = fleet;
  }

  /** Reads from now on. */
  static ShareLog start(Stage stage, Fleet fleet) {
    var log = new ShareLog(stage, fleet);
    log.watcher.start();
    stage.atEnd(log);
    return log;
  }

  /** Draws what was read so far. */
  void draw(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, ShareChart.svg(new ArrayList<>(points)));
      stage.saw("the clients of each revision over time are drawn in " + file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void watch() {
    try {
      while (true) {
        points.add(
            new Point(Duration.between(began, Instant.now()).toMillis() / 1000.0, clients()));
        Thread.sleep(PERIOD_MS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Map<String, Long> clients() {
    Map<String, Long> clients = new TreeMap<>();
    for (Pod pod : fleet.pods()) {
      try {
        String metrics =
            stage
                .kubernetes()
                .raw(
                    "/api/v1/namespaces/%s/pods/%s:9090/proxy/metrics"
                        .formatted(stage.namespace(), pod.getMetadata().getName()));
        Matcher found = CONNECTIONS.matcher(metrics);
        if (found.find()) {
          clients.merge(
              pod.getMetadata().getLabels().getOrDefault(REVISION, "none"),
              Math.round(Double.parseDouble(found.group(1))),
              Long::sum);
        }
      } catch (RuntimeException e) {
        // It starts, or ends.
      }
    }
    return clients;
  }

  @Override
  public void close() {
    watcher.interrupt();
  }
}
