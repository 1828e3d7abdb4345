package io.gunrelay.e2e.scenarios;

import io.gunrelay.e2e.gunjs.Ack;
import io.gunrelay.e2e.gunjs.GunJsClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** The autoscaler of a region, with writes as its load. */
final class Autoscale {
  private static final int CLIENTS = 2;
  private static final int IN_FLIGHT = 200;

  private Autoscale() {}

  static void tell(Stage stage) {
    Fleet fleet =
        Fleet.start(
            stage,
            "elastic",
            """
            resources:
              requests: {cpu: 100m, memory: 256Mi}
            regions:
            - name: west
              autoscaling: {minReplicas: 1, maxReplicas: 2, scaleDownWindowSeconds: 30}
            """);
    fleet.awaitReady(1);

    var loading = new AtomicBoolean(true);
    stage.atEnd(() -> loading.set(false));
    List<CompletableFuture<Void>> load = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      GunJsClient client = stage.client(stage.host());
      String soul = "load" + i;
      load.add(CompletableFuture.runAsync(() -> write(client, soul, loading)));
    }
    Await.until(
        "the load to add relays",
        Duration.ofSeconds(150),
        () -> fleet.pods().size() >= 2,
        () -> stage.kubectl("get", "hpa"));
    stage.saw(
        "%d relays under load: %s".formatted(fleet.pods().size(), stage.kubectl("get", "hpa")));

    loading.set(false);
    load.forEach(CompletableFuture::join);
    fleet.awaitReady(1, Duration.ofSeconds(200));
    stage.saw("one relay is left when the load is over");
  }

  private static void write(GunJsClient client, String soul, AtomicBoolean loading) {
    for (int round = 0; loading.get(); round++) {
      List<CompletableFuture<Ack>> answers = new ArrayList<>();
      for (int i = 0; i < IN_FLIGHT; i++) {
        answers.add(client.put(List.of(soul, "k" + i), "round " + round));
      }
      // Under load a relay may be replaced: an answer that never comes is no failure here.
      answers.forEach(answer -> answer.exceptionally(lost -> null).join());
    }
  }
}
