package io.gunrelay.operator.config;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.gunrelay.operator.GunRelayReconciler;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;

/** Makes the operator of its parts: in production and in tests the same way. */
public final class Operators {

  private Operators() {}

  public static Operator create(
      Settings settings, KubernetesClient client, Metrics metrics, GunRelayReconciler reconciler) {
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
                  options.withLeaderElectionConfiguration(
                      new LeaderElectionConfiguration(
                          lease.name(), lease.namespace(), lease.identity())));
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
}
