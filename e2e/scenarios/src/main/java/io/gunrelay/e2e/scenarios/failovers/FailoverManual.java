package io.gunrelay.e2e.scenarios.failovers;

import io.gunrelay.api.v1alpha1.FailoverPhase;
import io.gunrelay.e2e.scenarios.stage.Await;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.time.Duration;
import java.time.Instant;

/** A region dies, and a person decides what becomes of its clients. */
public final class FailoverManual {
  private static final String SWITCH_TO = "gunrelay.io/switch-to";
  private static final Duration TO_CONFIRM = Duration.ofSeconds(30);
  private static final Duration STILL = Duration.ofSeconds(10);
  private static final Duration AIM = Duration.ofSeconds(5);
  private static final Duration TO_RETURN = Duration.ofMinutes(3);

  private FailoverManual() {}

  public static void tell(Stage stage) {
    TwoRegions fleet = TwoRegions.start(stage, "asked", "{mode: Manual, holdDownSeconds: 10}");
    String lost = fleet.withoutOperator();
    String other = fleet.otherThan(lost);
    Inhabitants clients = Inhabitants.settle(stage, fleet, lost, region -> fleet.address(other));

    fleet.fault("crash", "revive", lost);
    fleet.awaitPhase(lost, FailoverPhase.Confirmed, TO_CONFIRM);
    String message = fleet.message(lost);
    stage.saw("%s: %s".formatted(lost, message));
    Pause.of(STILL);
    fleet.expectSwitches(0);
    must(
        message.contains(SWITCH_TO + ": " + other), "it is not said what would be done: ", message);
    must(
        fleet.fleet().line().contains(lost), "the status does not say why: ", fleet.fleet().line());
    stage.saw(fleet.fleet().line());
    String events = events(stage);
    must(
        events
            .lines()
            .anyMatch(line -> line.startsWith("RegionConfirmed") && line.contains(SWITCH_TO)),
        "no event says what would be done: ",
        events);
    stage.saw(events);

    long askedNs = System.nanoTime();
    stage.saw("somebody asks for it at " + Instant.now());
    stage.kubectl("annotate", "gunrelaycluster/asked", SWITCH_TO + "=" + other);
    clients.writer(lost).insist();
    stage.took(
        "from the wish until a client's write is acknowledged",
        Duration.ofNanos(System.nanoTime() - askedNs),
        AIM);
    clients.awaitConnected(TO_CONFIRM);
    fleet.expectSwitches(1);
    stage.saw(fleet.switches().toString());
    must(
        Boolean.TRUE.equals(fleet.switches().getFirst().asked()),
        "nobody is said to have asked: ",
        fleet.switches().toString());

    fleet.mend("revive", lost);
    Await.until(
        "it to be said that it stays as somebody asks for it",
        TO_RETURN,
        () -> fleet.message(lost).contains("as somebody asks for it"),
        () -> fleet.message(lost));
    fleet.fleet().awaitReady(2, TO_RETURN);
    Pause.of(STILL);
    stage.saw("%s: %s".formatted(lost, fleet.message(lost)));
    fleet.awaitPhase(lost, FailoverPhase.FailedOver, STILL);
    stage.kubectl("annotate", "gunrelaycluster/asked", SWITCH_TO + "-");
    fleet.awaitHome(TO_RETURN);
    clients.check();
    fleet.expectSwitches(1);
  }

  private static String events(Stage stage) {
    return stage
        .kubectl(
            "get", "events", "-o", "jsonpath={range .items[*]}{.reason}: {.message}{\"\\n\"}{end}")
        .lines()
        .filter(line -> line.startsWith("Region"))
        .reduce("", (all, line) -> all + line + "\n")
        .strip();
  }

  private static void must(boolean is, String otherwise, String seen) {
    if (!is) {
      throw new AssertionError(otherwise + seen);
    }
  }
}
