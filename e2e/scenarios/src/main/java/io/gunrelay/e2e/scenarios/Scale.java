package io.gunrelay.e2e.scenarios;

import io.gunrelay.api.v1alpha1.GunRelayClusterStatus;
import java.time.Duration;

/** The scale subresource, under clients. */
final class Scale {
  private Scale() {}

  static void tell(Stage stage) {
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

    for (int relays : new int[] {3, 1}) {
      stage.kubectl("scale", "gunrelaycluster/scaled", "--replicas=" + relays);
      fleet.awaitReady(relays);
      int reported = fleet.status().map(GunRelayClusterStatus::replicas).orElse(-1);
      if (reported != relays) {
        throw new AssertionError(
            "status.replicas is %d with %d relays".formatted(reported, relays));
      }
      writer.writeUntilAcknowledged(Duration.ofSeconds(60));
      writer.awaitAllReadBy(stage.client(stage.host()), Duration.ofSeconds(30));
      stage.saw("%d relays, %d writes".formatted(relays, writer.acknowledged()));
    }
  }
}
