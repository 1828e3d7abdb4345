package io.gunrelay.operator.config;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.gunrelay.operator.GunRelayReconciler;
import io.gunrelay.operator.fleet.Allowed;
import io.gunrelay.operator.fleet.Patterns;
import io.gunrelay.operator.fleet.RelayImages;
import io.gunrelay.operator.lead.Leadership;
import io.gunrelay.operator.trace.Traces;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetrics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ApplicationConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
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
        new RelayImages(
            environment.relayImage(), Digests.of(environment.relayDigests().orElse(Set.of()))),
        allowed(environment),
        environment.prometheusUrl().map(Production::http),
        environment.watchNamespaces().orElse(Set.of()),
        environment.reportInterval(),
        environment.kindsInterval(),
        environment.certificateDelivery(),
        environment.clusterInterval(),
        environment.cleanupDeadline(),
        environment.leaderElection()
            ? Optional.of(new Settings.Lease(environment.namespace(), LEASE, environment.podName()))
            : Optional.empty());
  }

  private static URI http(String given) {
    var url = URI.create(given.endsWith("/") ? given : given + "/");
    if (url.getHost() == null || !Set.of("http", "https").contains(url.getScheme())) {
      throw new IllegalArgumentException(
          "GUNRELAY_PROMETHEUS_URL is '%s': give one such as http://prometheus.monitoring:9090"
              .formatted(given));
    }
    return url;
  }

  private static Allowed allowed(Environment environment) {
    return new Allowed(
        patterns(environment.allowedImages()),
        patterns(environment.allowedPodLabels()),
        patterns(environment.allowedPodAnnotations()),
        patterns(environment.allowedTaints()),
        patterns(environment.allowedPriorityClasses()),
        patterns(environment.allowedRuntimeClasses()),
        patterns(environment.allowedSchedulers()),
        patterns(environment.allowedHosts()),
        patterns(environment.allowedIssuers()),
        patterns(environment.allowedDnsTargets()),
        patterns(environment.allowedWebhooks()),
        environment.prometheusUrl().isPresent());
  }

  private static Patterns patterns(Optional<Set<String>> given) {
    return Patterns.of(given.orElse(Set.of()));
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

  @Produces
  @Singleton
  Leadership leadership(Settings settings, MeterRegistry registry) {
    var leadership = Operators.leadership(settings);
    Gauge.builder("gunrelay.operator.leads", leadership, one -> one.isHeld() ? 1 : 0)
        .description("1 while this process works, 0 while it stands by")
        .register(registry);
    return leadership;
  }

  @Produces
  @Singleton
  Traces traces(Environment environment, ApplicationConfig application) {
    return Traces.by(
        System.getenv(),
        new Traces.Self(environment.podName(), application.version().orElse("unknown")));
  }

  void close(@Disposes Traces traces) {
    traces.close();
  }

  /** In place of the extension's, which knows of no Lease. */
  @Produces
  @Singleton
  KubernetesClient client(
      KubernetesSerialization serialization, Config config, Leadership leadership) {
    return Operators.client(
        new KubernetesClientBuilder().withKubernetesSerialization(serialization).withConfig(config),
        leadership);
  }

  void close(@Disposes KubernetesClient client) {
    client.close();
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
        settings, client, MicrometerMetrics.withoutPerResourceMetrics(registry), reconciler);
  }
}
