package io.gunrelay.operator.config;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.gunrelay.operator.GunRelayReconciler;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;

/** Makes the operator of its parts: in production and in tests the same way. */
public final class Operators {

  private Operators() {}

  /**
   * Makes it; the caller starts and stops it.
   *
   * @param onLeadershipLost another process works from now on: this one has to end
   */
  public static Operator create(
      Settings settings,
      KubernetesClient client,
      Metrics metrics,
      GunRelayReconciler reconciler,
      Runnable onLeadershipLost) {
    var operator =
        new Operator(options -> {
          options
              .withKubernetesClient(client)
              .withCloseClientOnStop(false)
              .withMetrics(metrics)
              // Without it an event that is older than our own write makes the informer forget
              // the write, and the next reconcile repeats it.
              .withParseResourceVersions(true);
          settings
              .leaderElection()
              .ifPresent(lease ->
                  options.withLeaderElectionConfiguration(election(lease, onLeadershipLost)));
        });
    operator.register(
        reconciler,
        controller -> {
          if (settings.namespaces().isEmpty()) {
            controller.watchingAllNamespaces();
          } else {
            controller.settingNamespaces(settings.namespaces());
          }
        });
    return operator;
  }

  private static LeaderElectionConfiguration election(
      Settings.Lease lease, Runnable onLeadershipLost) {
    return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(lease.name())
        .withLeaseNamespace(lease.namespace())
        .withIdentity(lease.identity())
        // The framework would exit from within an orderly stop too, and so make it a failure.
        .withExitOnStopLeading(false)
        .withLeaderCallbacks(new LeaderCallbacks(() -> {}, onLeadershipLost, leader -> {}))
        .build();
  }
}
