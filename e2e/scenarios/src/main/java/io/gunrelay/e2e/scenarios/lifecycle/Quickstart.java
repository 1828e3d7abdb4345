package io.gunrelay.e2e.scenarios.lifecycle;

import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.e2e.gunjs.Ack;
import io.gunrelay.e2e.gunjs.GunJsClient;
import io.gunrelay.e2e.gunjs.Subscription;
import io.gunrelay.e2e.scenarios.clients.Writer;
import io.gunrelay.e2e.scenarios.stage.Await;
import io.gunrelay.e2e.scenarios.stage.Example;
import io.gunrelay.e2e.scenarios.stage.Fleet;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the README promises, on a real cluster. */
public final class Quickstart {
  private static final int WRITES = 50;

  private Quickstart() {}

  public static void tell(Stage stage) throws Exception {
    var file = stage.settings().root().resolve("examples/quickstart.yaml");
    GunRelayCluster quickstart = Example.read(Files.readString(file));
    String host =
        Example.host(quickstart)
            .orElseThrow(() -> new AssertionError("the quickstart has no entry"));
    String name = quickstart.getMetadata().getName();
    stage.kubectl("apply", "-f", file.toString());
    stage.kubectl("wait", "gunrelaycluster/" + name, "--for=condition=Ready", "--timeout=90s");
    Fleet fleet = new Fleet(stage, name);
    stage.saw("Ready. " + fleet.line());
    if (Example.secret(quickstart).isEmpty()) {
      try (GunJsClient plain = stage.client(host)) {
        new Writer(plain, "plain").write(10);
      }
      stage.saw("ws://%s/gun takes writes".formatted(host));
    }
    addTls(stage, fleet, host, Example.secret(quickstart).orElse("relay-tls"));
    sync(stage, fleet, host);
  }

  private static void addTls(Stage stage, Fleet fleet, String host, String secret) {
    stage.certify(host, secret);
    stage.kubectl(
        "patch",
        "gunrelaycluster/" + fleet.name(),
        "--type=merge",
        "--patch={\"spec\":{\"exposure\":{\"tls\":{\"secretName\":\"%s\"}}}}".formatted(secret));
    fleet.awaitReady();
  }

  private static void sync(Stage stage, Fleet fleet, String host) {
    GunJsClient writer = stage.client(host);
    GunJsClient reader = onAnotherRelay(stage, host, writer);
    stage.saw("clients are connected to two relays by wss://%s/gun".formatted(host));

    Subscription seen = reader.onEach(List.of("tabs"));
    double slowestMs = 0;
    for (int i = 0; i < WRITES; i++) {
      String value = "https://example.com/" + i;
      Ack ack = writer.put(List.of("tabs", "tab" + i), value).join();
      if (!ack.ok()) {
        throw new AssertionError("a write was refused: " + ack.refusal());
      }
      double at =
          seen.await(update -> update.value().asText().equals(value), Duration.ofSeconds(10))
              .atMillis();
      slowestMs = Math.max(slowestMs, at - ack.sentAtMillis());
    }
    stage.saw("%d writes synced, the slowest in %.0f ms".formatted(WRITES, slowestMs));

    GunJsClient late = stage.client(host);
    Await.until(
        "a client that came later to read what was written",
        Duration.ofSeconds(10),
        () ->
            late.ask(Map.of("#", "tabs"))
                    .join()
                    .map(graph -> graph.path("tabs").size() - 1)
                    .orElse(0)
                == WRITES);

    Await.until(
        "the status to count the clients",
        Duration.ofSeconds(90),
        () -> fleet.status().map(status -> status.clients()).orElse(0L) == 3L,
        fleet::line);
    stage.saw(String.join("; ", stage.kubectl("get", "gunrelayclusters").lines().toList()));
  }

  private static GunJsClient onAnotherRelay(Stage stage, String host, GunJsClient first) {
    String relay = relayOf(first);
    for (int attempt = 0; attempt < 20; attempt++) {
      GunJsClient client = stage.client(host);
      if (!relayOf(client).equals(relay)) {
        return client;
      }
      client.close();
    }
    throw new AssertionError("the entry leads every client to the same relay");
  }

  private static String relayOf(GunJsClient client) {
    return Await.value(
        "the relay to say its name",
        Duration.ofSeconds(10),
        () ->
            client.stats().peers().stream()
                .flatMap(peer -> Optional.ofNullable(peer.pid()).stream())
                .findFirst());
  }
}
