package io.gunrelay.operator.config;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.gunrelay.operator.GunRelayReconciler;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/** The parts that the container wires. */
@ApplicationScoped
class Production {

  private static final String LEASE = "gunrelay-operator";

  @Produces
  @Singleton
  Settings settings(Environment environment) {
    return new Settings(
        environment.namespace(),
        environment.relayImage(),
        environment.watchNamespaces().orElse(Set.of()),
        environment.reportInterval(),
        environment.kindsInterval(),
        environment.certificateDelivery(),
        environment.leaderElection()
            ? Optional.of(new Settings.Lease(environment.namespace(), LEASE, environment.podName()))
            : Optional.empty());
  }

  @Produces
  @Singleton
  InstantSource clock() {
    return InstantSource.system();
  }

  @Produces
  @Singleton
  SecureRandom random() {
    return new SecureRandom();
  }

  /**
   * Metrics of kinds and outcomes, not of each resource: their number must not follow the users.
   */
  @Produces
  @ApplicationScoped
  Operator operator(
      Settings settings,
      KubernetesClient client,
      GunRelayReconciler reconciler,
      MeterRegistry registry) {
    return Operators.create(
        settings,
        client,
        MicrometerMetrics.withoutPerResourceMetrics(registry),
        reconciler,
        () -> Quarkus.asyncExit(1));
  }
}
