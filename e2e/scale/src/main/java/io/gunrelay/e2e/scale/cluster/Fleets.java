package io.gunrelay.e2e.scale.cluster;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * The fleets of a busy platform: most have one region with an autoscaler and an entry, a tenth has
 * two regions, and a tenth volumes.
 */
public final class Fleets {
  private static final int NAMESPACES = 20;
  private static final int WRITERS = 8;
  private static final int EVERY = 10;

  private static final String AUTOSCALED =
      """
        regions:
          - name: west
            autoscaling: {minReplicas: 2, maxReplicas: 6}
      """;

  private static final String TWO_REGIONS =
      """
        regions:
          - name: west
          - name: east
      """;

  private static final String PERSISTENT =
      """
        regions:
          - name: west
        storage: {type: PersistentVolume, volumeSize: 1Gi}
      """;

  private final KubernetesClient client;
  private final List<FleetId> ids;

  /** Of so many fleets, none of which is there yet. */
  public Fleets(KubernetesClient client, int count) {
    this.client = client;
    this.ids =
        IntStream.range(0, count)
            .mapToObj(
                i -> new FleetId("team-%02d".formatted(i % NAMESPACES), "fleet-%04d".formatted(i)))
            .toList();
  }

  public List<FleetId> ids() {
    return ids;
  }

  /** Creates them all. */
  public void create() throws InterruptedException {
    ids.stream()
        .map(FleetId::namespace)
        .distinct()
        .forEach(name ->
            client
                .resource(
                    new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
                .create());
    try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
      List<Future<?>> all =
          IntStream.range(0, ids.size())
              .<Future<?>>mapToObj(i -> writers.submit(() -> create(i)))
              .toList();
      for (Future<?> one : all) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a fleet could not be created", e);
    }
  }

  private void create(int i) {
    FleetId id = ids.get(i);
    String regions =
        switch (i % EVERY) {
          case 0 -> TWO_REGIONS;
          case 1 -> PERSISTENT;
          default -> AUTOSCALED;
        };
    String yaml =
        """
        apiVersion: gunrelay.io/v1alpha1
        kind: GunRelayCluster
        metadata: {name: %s, namespace: %s}
        spec:
          version: 0.1.0
          exposure: {host: %1$s.%2$s.example.test}
          limits: {connections: 10000}
        """
                .formatted(id.name(), id.namespace())
            + regions;
    client
        .resource(client.getKubernetesSerialization().unmarshal(yaml, GunRelayCluster.class))
        .create();
  }

  /** Changes a limit of one; the operator has something to write then. */
  public void change(FleetId id, int connections) {
    client
        .resources(GunRelayCluster.class)
        .inNamespace(id.namespace())
        .withName(id.name())
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"spec\":{\"limits\":{\"connections\":%d}}}".formatted(connections));
  }

  /** How many the operator has seen as they are now, and how many of them are ready. */
  public Progress progress() {
    int seen = 0;
    int ready = 0;
    for (GunRelayCluster fleet :
        client.resources(GunRelayCluster.class).inAnyNamespace().list().getItems()) {
      var status = fleet.getStatus();
      if (status != null
          && status.conditions() != null
          && fleet.getMetadata().getGeneration().equals(status.observedGeneration())) {
        seen++;
        if (status.conditions().stream()
            .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"))) {
          ready++;
        }
      }
    }
    return new Progress(seen, ready);
  }

  /** Counts of fleets. */
  public record Progress(int seen, int ready) {}
}
