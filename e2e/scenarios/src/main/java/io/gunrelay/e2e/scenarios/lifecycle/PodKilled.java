package io.gunrelay.e2e.scenarios.lifecycle;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.gunrelay.e2e.gunjs.GunJsClient;
import io.gunrelay.e2e.scenarios.clients.Load;
import io.gunrelay.e2e.scenarios.clients.Writer;
import io.gunrelay.e2e.scenarios.stage.Entry;
import io.gunrelay.e2e.scenarios.stage.Fleet;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.time.Duration;
import java.util.List;

/** Ephemeral storage, two relays: each in its turn is all that is left of the graph. */
public final class PodKilled {
  private static final int WRITES = 200;
  private static final Duration LOAD = Duration.ofSeconds(10);

  private PodKilled() {}

  public static void tell(Stage stage) {
    Fleet fleet =
        Fleet.start(
            stage,
            "pair",
            """
            replicas: 2
            durability: Replicated
            whenAlone: Acknowledge
            regions:
            - name: west
            """);
    Node entry = Entry.nodes(stage.kubernetes()).getFirst();
    GunJsClient client = stage.client(stage.host());
    Writer writer = new Writer(client, "inventory");
    List<Pod> originals = fleet.pods();
    for (Pod pod : originals) {
      Load load = Load.start(stage, entry, LOAD);
      writer.write(WRITES);
      String name = pod.getMetadata().getName();
      stage.kubectl("delete", "pod", name, "--grace-period=0", "--force");
      Duration gap = writer.writeUntilAcknowledged(Duration.ofSeconds(60));
      stage.saw(
          "%s was killed; the next write was acknowledged after %d ms"
              .formatted(name, gap.toMillis()));
      fleet.awaitReady(2);
      writer.awaitAllReadBy(stage.client(stage.host()), Duration.ofSeconds(30));
      stage.saw("%d puts of a load meanwhile".formatted(load.awaitEnd()));
      load.verify(entry);
    }
    stage.saw("all %d acknowledged writes are there".formatted(writer.acknowledged()));
  }
}
