package io.gunrelay.e2e.scenarios.failovers;

import io.fabric8.kubernetes.api.model.Pod;
import io.gunrelay.e2e.scenarios.stage.Await;
import io.gunrelay.e2e.scenarios.stage.LocalPod;
import io.gunrelay.e2e.scenarios.stage.Operators;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;

/**
 * Faults at random, one at a time, two minutes apart in the mean, and users that know two entries.
 * {@code E2E_CHAOS_MINUTES} says for how long, {@code E2E_CHAOS_EVERY_SECONDS} how far apart, and
 * {@code E2E_SEED} repeats a run.
 */
public final class FailoverChaos {
  private static final Map<String, String> ENVIRONMENT = System.getenv();
  private static final Duration LENGTH = Duration.ofMinutes(number("E2E_CHAOS_MINUTES", 10));
  private static final double MEAN_SECONDS = number("E2E_CHAOS_EVERY_SECONDS", 120);
  private static final int USERS = 4;
  private static final int SHORTEST_SECONDS = 10;
  private static final int LONGEST_SECONDS = 40;
  private static final double AIM_PERCENT = 99.9;
  private static final Duration TO_RETURN = Duration.ofMinutes(4);
  private static final Duration SOON = Duration.ofSeconds(60);

  /** What can happen to a region, or where it is. */
  private enum Fault {
    CRASH,
    CUT,
    CUT_FROM_REGION,
    CUT_FROM_API,
    CUT_FROM_CLIENTS,
    INGRESS,
    RELAY_KILLED,
    RELAY_FROZEN,
    OPERATOR_KILLED
  }

  private final Stage stage;
  private final TwoRegions fleet;
  private final Random random;
  private final List<TwoEntryUser> users = new ArrayList<>();

  private FailoverChaos(Stage stage, TwoRegions fleet, Random random) {
    this.stage = stage;
    this.fleet = fleet;
    this.random = random;
  }

  /** How long it may take: what is broken last has to come back. */
  public static Duration limit() {
    return LENGTH.plusMinutes(15);
  }

  private static long number(String name, long otherwise) {
    return Long.parseLong(ENVIRONMENT.getOrDefault(name, Long.toString(otherwise)));
  }

  public static void tell(Stage stage) {
    long seed = number("E2E_SEED", System.nanoTime());
    stage.saw("seed " + seed);
    TwoRegions fleet =
        TwoRegions.start(stage, "chaos", "{holdDownSeconds: 10, maxSwitchesPerHour: 60}");
    new FailoverChaos(stage, fleet, new Random(seed)).tell();
  }

  private void tell() {
    for (int i = 0; i < USERS; i++) {
      String home = fleet.names().get(i % 2);
      TwoEntryUser user =
          TwoEntryUser.start(stage.client(entries(home)), "user %d of %s".formatted(i, home));
      stage.atEnd(user);
      users.add(user);
    }
    long endNs = System.nanoTime() + LENGTH.toNanos();
    int faults = 0;
    for (Duration calm = calm(); System.nanoTime() + calm.toNanos() - endNs < 0; calm = calm()) {
      Pause.of(calm);
      strike();
      faults++;
      fleet.awaitHome(TO_RETURN);
    }
    Pause.of(Duration.ofNanos(Math.max(0, endNs - System.nanoTime())));
    users.forEach(TwoEntryUser::close);
    Await.until(
        "all writes to be answered", SOON, () -> users.stream().allMatch(TwoEntryUser::isIdle));
    check(faults);
  }

  /** Exponential, as faults that know nothing of each other come. */
  private Duration calm() {
    return Duration.ofMillis((long) (-Math.log(1 - random.nextDouble()) * MEAN_SECONDS * 1_000));
  }

  /** The own region's first. */
  private SequencedMap<String, String> entries(String home) {
    SequencedMap<String, String> entries = new LinkedHashMap<>();
    for (String region : List.of(home, fleet.otherThan(home))) {
      entries.put(fleet.host(region), fleet.address(region));
    }
    return entries;
  }

  private void strike() {
    Fault fault = Fault.values()[random.nextInt(Fault.values().length)];
    String region = fleet.names().get(random.nextInt(2));
    Duration length = Duration.ofSeconds(random.nextInt(SHORTEST_SECONDS, LONGEST_SECONDS + 1));
    long failedBefore = failed();
    users.forEach(TwoEntryUser::longestMs);
    int switchesBefore = fleet.switches().size();
    switch (fault) {
      case CRASH -> node("crash", "revive", region, length);
      case CUT -> node("cut", "heal", region, length);
      case CUT_FROM_REGION ->
          node(
              "cut",
              "heal",
              region,
              length,
              "--from",
              fleet.node(fleet.otherThan(region)).getMetadata().getName());
      case CUT_FROM_API -> node("cut", "heal", region, length, "--from", "api");
      case CUT_FROM_CLIENTS -> node("cut", "heal", region, length, "--from", "clients");
      case INGRESS -> {
        stage.fault("stop", "ingress-" + fleet.node(region).getMetadata().getName());
        Pause.of(length);
        stage.fault("start");
      }
      case RELAY_KILLED -> signal(region, "KILL");
      case RELAY_FROZEN -> {
        signal(region, "STOP");
        Pause.of(length);
        signal(region, "CONT");
      }
      case OPERATOR_KILLED -> {
        Operators operators = new Operators(stage);
        operators.leader().ifPresent(operators::kill);
        operators.awaitAll();
      }
    }
    stage.saw(
        "%s in %s for %d s: %d of %d writes failed so far, %d of them now; the slowest took %d ms; switches %d -> %d"
            .formatted(
                fault,
                region,
                length.toSeconds(),
                failed(),
                failed() + done(),
                failed() - failedBefore,
                users.stream().mapToLong(TwoEntryUser::longestMs).max().orElse(0),
                switchesBefore,
                fleet.switches().size()));
  }

  private void node(String verb, String undo, String region, Duration length, String... more) {
    fleet.fault(verb, undo, region, more);
    Pause.of(length);
    fleet.mend(undo, region);
  }

  private void signal(String region, String signal) {
    for (Pod relay : fleet.relays(region)) {
      LocalPod.signal(relay, signal);
    }
  }

  private long done() {
    return users.stream().mapToLong(TwoEntryUser::done).sum();
  }

  private long failed() {
    return users.stream().mapToLong(TwoEntryUser::failed).sum();
  }

  private void check(int faults) {
    fleet.awaitHome(TO_RETURN);
    for (String region : fleet.names()) {
      var reader = stage.client(fleet.host(region), fleet.address(region));
      users.forEach(user -> user.awaitAllReadBy(reader, SOON));
    }
    double percent = 100.0 * done() / (done() + failed());
    stage.saw(
        "%d faults in %d minutes; %d writes, of which %d failed: availability %.3f %%, aim %.1f %%; nothing acknowledged is missing; switches: %d"
            .formatted(
                faults,
                LENGTH.toMinutes(),
                done() + failed(),
                failed(),
                percent,
                AIM_PERCENT,
                fleet.switches().size()));
    if (percent < AIM_PERCENT) {
      throw new AssertionError("available for %.3f %% of the writes".formatted(percent));
    }
  }
}
