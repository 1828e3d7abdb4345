package io.gunrelay.e2e.scenarios.lifecycle;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.gunrelay.e2e.scenarios.clients.Writer;
import io.gunrelay.e2e.scenarios.stage.Await;
import io.gunrelay.e2e.scenarios.stage.Fleet;
import io.gunrelay.e2e.scenarios.stage.Owned;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.time.Duration;
import java.util.List;

/** Volumes are the one thing that may outlive a fleet, and only if it says so. */
public final class Delete {
  private static final Duration GONE = Duration.ofSeconds(90);

  private Delete() {}

  public static void tell(Stage stage) {
    Fleet kept = start(stage, "Retain");
    Writer writer = new Writer(stage.client(stage.host()), "kept");
    writer.write(100);
    deleteAndWait(stage, kept);
    List<String> claims = claims(stage);
    if (claims.size() != 2) {
      throw new AssertionError("two volumes should have stayed, there are " + claims);
    }
    stage.saw("gone but for its volumes %s".formatted(claims));

    stage.kubectl("delete", "secret", "stored-tls");
    start(stage, "Delete");
    writer.awaitAllReadBy(stage.client(stage.host()), Duration.ofSeconds(30));
    stage.saw(
        "a fleet of the same name took up what they hold: %d writes"
            .formatted(writer.acknowledged()));

    deleteAndWait(stage, kept);
    Await.until("the volumes to be gone", GONE, () -> claims(stage).isEmpty());
    stage.saw("gone with its volumes");
  }

  private static Fleet start(Stage stage, String whenDeleted) {
    Fleet fleet =
        Fleet.start(
            stage,
            "stored",
            """
            replicas: 2
            regions:
            - name: west
            storage: {type: PersistentVolume, size: 1Gi, whenDeleted: %s}
            """
                .formatted(whenDeleted));
    fleet.awaitReady(2);
    return fleet;
  }

  private static void deleteAndWait(Stage stage, Fleet fleet) {
    stage.kubectl("delete", "gunrelaycluster/" + fleet.name(), "--timeout=60s");
    Owned owned = new Owned(stage);
    Await.until(
        "everything of the fleet to be gone",
        GONE,
        () -> owned.leftOf(fleet.name()).isEmpty(),
        () -> "Left: " + owned.leftOf(fleet.name()));
  }

  private static List<String> claims(Stage stage) {
    return stage
        .kubernetes()
        .persistentVolumeClaims()
        .inNamespace(stage.namespace())
        .list()
        .getItems()
        .stream()
        .map(PersistentVolumeClaim::getMetadata)
        .map(metadata -> metadata.getName())
        .toList();
  }
}
