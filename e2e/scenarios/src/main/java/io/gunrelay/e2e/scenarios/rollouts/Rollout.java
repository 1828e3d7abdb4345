package io.gunrelay.e2e.scenarios.rollouts;

import io.gunrelay.api.v1alpha1.GunRelayClusterStatus;
import io.gunrelay.api.v1alpha1.PastRolloutStatus;
import io.gunrelay.api.v1alpha1.RolloutOutcome;
import io.gunrelay.api.v1alpha1.RolloutPhase;
import io.gunrelay.api.v1alpha1.RolloutRegionStatus;
import io.gunrelay.api.v1alpha1.RolloutStatus;
import io.gunrelay.e2e.scenarios.stage.Await;
import io.gunrelay.e2e.scenarios.stage.Fleet;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A rollout of a fleet, watched by what its status says. */
public final class Rollout implements AutoCloseable {

  /** Without holds, so that it takes as long as it must. */
  public static final String STEPS =
      """
      rollout:
        steps: [{clients: 10}, {clients: 50}, {clients: 100}]
        analysis: {intervalSeconds: 5, minClients: 0}
      """;

  private static final long PERIOD_MS = 200;

  /** What the status said at some time. */
  record Point(Instant at, RolloutPhase phase, int step, long clients, long formerClients) {

    double share() {
      long all = clients + formerClients;
      return all == 0 ? 0 : 100.0 * clients / all;
    }
  }

  private final Stage stage;
  private final Fleet fleet;
  private final ConcurrentLinkedQueue<Point> points = new ConcurrentLinkedQueue<>();
  private final Thread watcher = Thread.ofVirtual().unstarted(this::watch);

  private Rollout(Stage stage, Fleet fleet) {
    this.stage = stage;
    this.fleet = fleet;
  }

  /** Watches from now on. */
  public static Rollout watch(Stage stage, Fleet fleet) {
    Rollout rollout = new Rollout(stage, fleet);
    rollout.watcher.start();
    stage.atEnd(rollout);
    return rollout;
  }

  /** Asks for another version of the same image. */
  public void begin(String version) {
    change("version: \"%s\"".formatted(version));
  }

  /** Asks for another version of another image. */
  void begin(String version, String image) {
    change("version: \"%s\"\nimage: %s".formatted(version, image));
  }

  /**
   * Changes the spec.
   *
   * @param lines of it, as YAML
   */
  void change(String lines) {
    fleet.change(lines);
  }

  /** Asks for something by an annotation that names the revision under way. */
  void annotate(String annotation) {
    stage.kubectl(
        "annotate",
        "--overwrite",
        "gunrelaycluster/" + fleet.name(),
        annotation + "=" + status().orElseThrow().revision());
  }

  Optional<RolloutStatus> status() {
    return fleet.status().map(GunRelayClusterStatus::rollout);
  }

  void await(String what, Duration deadline, Predicate<RolloutStatus> is) {
    Await.until(
        "the rollout " + what,
        deadline,
        () -> status().filter(is).isPresent(),
        () -> fleet.line() + "; rollouts: " + past());
  }

  List<PastRolloutStatus> past() {
    return fleet.status().map(GunRelayClusterStatus::rollouts).orElse(List.of());
  }

  /** Waits until the clients of a step are there. */
  public void awaitStep(int step, Duration deadline) {
    await(
        "to have come to step " + step,
        deadline,
        status ->
            status.phase() == RolloutPhase.Judging && Integer.valueOf(step).equals(status.step()));
  }

  /** Waits until so many have ended; returns the last one. */
  public PastRolloutStatus awaitEnd(int count, Duration deadline) {
    Await.until(
        "the rollout to end",
        deadline,
        () -> past().size() >= count && status().isEmpty(),
        () -> fleet.line());
    return past().getFirst();
  }

  /** Waits until the one of a version has ended, and checks how. */
  void awaitEndOf(String version, RolloutOutcome outcome, Duration deadline) {
    Await.until(
        "the rollout of %s to end".formatted(version),
        deadline,
        () -> past().stream().anyMatch(ended -> ended.version().equals(version)),
        () -> fleet.line());
    past().stream()
        .filter(ended -> ended.version().equals(version))
        .forEach(ended -> check(ended, outcome));
  }

  static Duration took(PastRolloutStatus ended) {
    return Duration.between(Instant.parse(ended.startedAt()), Instant.parse(ended.endedAt()));
  }

  public static void check(PastRolloutStatus ended, RolloutOutcome outcome) {
    if (ended.outcome() != outcome) {
      throw new AssertionError("it ended otherwise than %s: %s".formatted(outcome, ended));
    }
  }

  /** What share of the clients the new relays had when a step was judged, in percent. */
  List<Double> sharesWhenJudged() {
    List<Double> shares = new ArrayList<>();
    int step = 0;
    for (Point point : points) {
      if (point.phase() == RolloutPhase.Judging && point.step() != step) {
        step = point.step();
        shares.add(point.share());
      }
    }
    return shares;
  }

  /** One line for each change of the shares. */
  public String timeline() {
    StringBuilder lines = new StringBuilder();
    Point before = null;
    Instant began = points.isEmpty() ? Instant.EPOCH : points.peek().at();
    for (Point point : points) {
      if (before == null
          || before.phase() != point.phase()
          || before.step() != point.step()
          || before.clients() != point.clients()) {
        lines.append(
            String.format(
                Locale.ROOT,
                "%n  %6.1f s  %-11s step %d: %d new, %d former (%.1f %%)",
                Duration.between(began, point.at()).toMillis() / 1000.0,
                point.phase(),
                point.step(),
                point.clients(),
                point.formerClients(),
                point.share()));
      }
      before = point;
    }
    return lines.toString();
  }

  private void watch() {
    try {
      while (true) {
        status().ifPresent(this::add);
        Thread.sleep(PERIOD_MS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | AssertionError e) {
      stage.saw("nobody watches the rollout any more: " + e.getMessage());
    }
  }

  private void add(RolloutStatus status) {
    List<RolloutRegionStatus> regions = status.regions();
    Integer step = status.step();
    if (regions != null && regions.stream().allMatch(region -> region.clients() != null)) {
      points.add(
          new Point(
              Instant.now(),
              status.phase(),
              step == null ? 0 : step,
              regions.stream().mapToLong(region -> orZero(region.clients())).sum(),
              regions.stream().mapToLong(region -> orZero(region.formerClients())).sum()));
    }
  }

  private static long orZero(@Nullable Long count) {
    return count == null ? 0 : count;
  }

  @Override
  public void close() {
    watcher.interrupt();
  }
}
