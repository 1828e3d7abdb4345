package io.gunrelay.e2e.scenarios.lifecycle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Pod;
import io.gunrelay.api.v1alpha1.GunRelayClusterStatus;
import io.gunrelay.e2e.gunjs.GunJsCrowd;
import io.gunrelay.e2e.scenarios.clients.MovedCrowd;
import io.gunrelay.e2e.scenarios.clients.Writer;
import io.gunrelay.e2e.scenarios.stage.Await;
import io.gunrelay.e2e.scenarios.stage.Fleet;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The scale subresource, under clients; relays that are added get their part of them. */
public final class Scale {
  private static final int CLIENTS = 150;
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** By how many a relay may differ from the mean; below it the operator moves nobody. */
  private static final int MARGIN = 20;

  private static final ObjectMapper JSON = new ObjectMapper();

  private Scale() {}

  public static void tell(Stage stage) {
    Fleet fleet =
        Fleet.start(
            stage,
            "scaled",
            """
            replicas: 1
            regions:
            - name: west
            """);
    fleet.awaitReady(1);
    Writer writer = new Writer(stage.client(stage.host()), "scaled");
    writer.write(100);
    GunJsCrowd crowd = stage.crowd(stage.host(), CLIENTS);
    MovedCrowd.begin(crowd, PAUSE);

    scale(stage, fleet, writer, 3);
    awaitSpread(stage, fleet);
    awaitRebalancingTold(stage);
    MovedCrowd.check(stage, crowd, CLIENTS);

    scale(stage, fleet, writer, 1);
  }

  private static void scale(Stage stage, Fleet fleet, Writer writer, int relays) {
    stage.kubectl("scale", "gunrelaycluster/" + fleet.name(), "--replicas=" + relays);
    fleet.awaitReady(relays);
    int reported = fleet.status().map(GunRelayClusterStatus::replicas).orElse(-1);
    if (reported != relays) {
      throw new AssertionError("status.replicas is %d with %d relays".formatted(reported, relays));
    }
    writer.writeUntilAcknowledged(Duration.ofSeconds(60));
    writer.awaitAllReadBy(stage.client(stage.host()), Duration.ofSeconds(30));
    stage.saw("%d relays, %d writes".formatted(relays, writer.acknowledged()));
  }

  /** Connections do not move by themselves: the operator has them handed over. */
  private static void awaitSpread(Stage stage, Fleet fleet) {
    long began = System.nanoTime();
    stage.saw("before: " + clients(stage, fleet));
    Await.until(
        "the relays that were added to have their part of the clients",
        Duration.ofMinutes(3),
        () -> isSpread(clients(stage, fleet).values()),
        () -> "They have " + clients(stage, fleet) + ". " + fleet.line());
    stage.saw(
        "after %d s: %s"
            .formatted(
                Duration.ofNanos(System.nanoTime() - began).toSeconds(), clients(stage, fleet)));
  }

  private static boolean isSpread(Collection<Long> clients) {
    double mean = clients.stream().mapToLong(Long::longValue).average().orElse(0);
    double margin = Math.max(MARGIN, 0.2 * mean);
    return clients.stream().allMatch(count -> Math.abs(count - mean) <= margin);
  }

  /** How many clients each relay has. */
  private static Map<String, Long> clients(Stage stage, Fleet fleet) {
    var byPod = new TreeMap<String, Long>();
    for (Pod pod : fleet.pods()) {
      String name = pod.getMetadata().getName();
      String report =
          stage
              .kubernetes()
              .raw(
                  "/api/v1/namespaces/%s/pods/%s:9090/proxy/report"
                      .formatted(stage.namespace(), name));
      try {
        byPod.put(name, JSON.readTree(report).path("self").path("load").path("clients").asLong());
      } catch (JsonProcessingException e) {
        throw new UncheckedIOException(e);
      }
    }
    return byPod;
  }

  private static void awaitRebalancingTold(Stage stage) {
    Await.until(
        "an event to tell of the hand-over",
        Duration.ofSeconds(30),
        () -> !rebalancings(stage).isEmpty());
    rebalancings(stage).forEach(stage::saw);
  }

  private static List<String> rebalancings(Stage stage) {
    return stage
        .kubernetes()
        .v1()
        .events()
        .inNamespace(stage.namespace())
        .list()
        .getItems()
        .stream()
        .filter(event -> event.getReason().equals("Rebalancing"))
        .map(event -> event.getMessage())
        .toList();
  }
}
