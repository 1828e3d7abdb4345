package io.gunrelay.operator.config;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.operator.GunRelayReconciler;
import io.gunrelay.operator.lead.Elector;
import io.gunrelay.operator.lead.Fence;
import io.gunrelay.operator.lead.Leadership;
import io.gunrelay.operator.lead.Timing;
import io.gunrelay.operator.observe.CompactStore;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import java.time.InstantSource;
import java.util.UUID;

/** Makes the operator of its parts: in production and in tests the same way. */
public final class Operators {

  /**
   * Each waits for the API server most of its time. More of them only make each other, and the
   * renewal of the Lease, wait longer there.
   */
  private static final int ROUNDS_AT_ONCE = 12;

  private Operators() {}

  /** Makes it; the caller starts and stops it. */
  public static Operator create(
      Settings settings, KubernetesClient client, Metrics metrics, GunRelayReconciler reconciler) {
    var operator =
        new Operator(options -> {
          options
              .withKubernetesClient(client)
              .withCloseClientOnStop(false)
              .withConcurrentReconciliationThreads(ROUNDS_AT_ONCE)
              .withMetrics(metrics)
              // Without it an event that is older than our own write makes the informer forget
              // the write, and the next reconcile repeats it.
              .withParseResourceVersions(true);
        });
    operator.register(
        reconciler,
        controller -> {
          controller.withItemStore(
              new CompactStore<>(GunRelayCluster.class, client.getKubernetesSerialization()));
          controller.withInformerListLimit(CompactStore.LISTED_AT_ONCE);
          if (settings.namespaces().isEmpty()) {
            controller.watchingAllNamespaces();
          } else {
            controller.settingNamespaces(settings.namespaces());
          }
        });
    return operator;
  }

  /**
   * Makes a client that sends no writes once the Lease has ended that they were decided under; the
   * caller closes it.
   */
  public static KubernetesClient client(KubernetesClientBuilder builder, Leadership leadership) {
    return new Fence(leadership).around(builder).build();
  }

  /** What a process may do before it has won anything. */
  public static Leadership leadership(Settings settings) {
    return settings.leaderElection().isPresent() ? Leadership.contested() : Leadership.unopposed();
  }

  /**
   * Makes who stands for the Lease; the caller starts and closes it.
   *
   * @param onStuck ends the process at once
   */
  public static Elector elector(
      Settings.Lease lease,
      KubernetesClient client,
      Leadership leadership,
      InstantSource clock,
      Runnable onStuck) {
    return new Elector(
        client,
        lease.namespace(),
        lease.name(),
        // A container that starts again has its predecessor's name, and is not its predecessor.
        lease.identity() + "_" + UUID.randomUUID(),
        Timing.QUICK,
        leadership,
        clock,
        System::nanoTime,
        onStuck);
  }
}
