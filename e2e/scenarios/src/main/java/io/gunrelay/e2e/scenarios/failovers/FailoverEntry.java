package io.gunrelay.e2e.scenarios.failovers;

import io.gunrelay.api.v1alpha1.SwitchStatus;
import io.gunrelay.e2e.scenarios.clients.Writer;
import io.gunrelay.e2e.scenarios.stage.Await;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * The ingress of a region dies while its relays are well: whoever tries its entry notices, the
 * fleet's host leads to the other region alone, and all is as before once the ingress is back.
 */
public final class FailoverEntry {
  private static final Duration TRIED = Duration.ofSeconds(15);
  private static final Duration TO_SWITCH = Duration.ofSeconds(60);
  private static final Duration AIM = Duration.ofSeconds(10);
  private static final Duration AIM_OF_SWITCH = Duration.ofSeconds(20);
  private static final Duration TO_RETURN = Duration.ofMinutes(3);

  private FailoverEntry() {}

  public static void tell(Stage stage) {
    TwoRegions fleet = TwoRegions.start(stage, "gate", "{holdDownSeconds: 10}");
    String lost = fleet.withoutOperator();
    String other = fleet.otherThan(lost);
    fleet.names().forEach(fleet::publishEntry);
    SequencedMap<String, String> entries = new LinkedHashMap<>();
    entries.put(fleet.host(lost), fleet.address(lost));
    entries.put(fleet.host(other), fleet.address(other));
    Writer writer = new Writer(stage.client(entries), "two entries");
    writer.write(50);
    // An entry that has never served is one that is being set up.
    Pause.of(TRIED);
    fleet.expectSwitches(0);

    String ingress = "ingress-" + fleet.node(lost).getMetadata().getName();
    stage.atEnd(() -> stage.fault("start"));
    stage.fault("stop", ingress);
    long stoppedNs = System.nanoTime();
    stage.took("until a client with two entries writes again", writer.insist(), AIM);
    Await.until(
        "a switch", TO_SWITCH, () -> !fleet.switches().isEmpty(), () -> fleet.message(lost));
    stage.took(
        "until the entry was taken for down",
        Duration.ofNanos(System.nanoTime() - stoppedNs),
        AIM_OF_SWITCH);
    SwitchStatus made = fleet.switches().getFirst();
    stage.saw(made.toString());
    if (!made.message().contains("no observer could use")) {
      throw new AssertionError("it was another reason: " + made.message());
    }
    writer.write(20);

    stage.fault("start");
    fleet.awaitHome(TO_RETURN);
    writer.insist();
    var reader = stage.client(fleet.host(lost), fleet.address(lost));
    writer.awaitAllReadBy(reader, TO_SWITCH);
    fleet.expectSwitches(1);
    stage.saw("all %d writes are there; %s".formatted(writer.acknowledged(), fleet.switches()));
  }
}
