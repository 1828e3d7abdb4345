package io.gunrelay.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.api.v1alpha1.GunRelayClusterSpec;
import io.gunrelay.operator.config.Operators;
import io.gunrelay.operator.config.Settings;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** A namespace of its own on the API server, and the operator that watches it. */
final class Fixture implements AutoCloseable {

  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private final KubernetesClient client;
  private final KubernetesClient operatorsClient;
  private final String namespace;
  private final GunRelayReconciler reconciler;
  private final Operator operator;

  private Fixture(ApiServer.Running server, UnaryOperator<Config> asWhom) {
    this.client = server.client();
    this.namespace = "test-" + UUID.randomUUID().toString().substring(0, 8);
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
    this.operatorsClient =
        new KubernetesClientBuilder()
            .withConfig(asWhom.apply(Config.fromKubeconfig(server.server().getKubeConfigYaml())))
            .build();
    var settings = new Settings("example.com/gunrelay/relay", Set.of(namespace), Optional.empty());
    this.reconciler = new GunRelayReconciler(settings, operatorsClient, Clock.systemUTC());
    this.operator = Operators.create(settings, operatorsClient, Metrics.NOOP, reconciler);
  }

  static Fixture start(ApiServer.Running server) {
    return start(server, UnaryOperator.identity());
  }

  static Fixture start(ApiServer.Running server, UnaryOperator<Config> asWhom) {
    var fixture = new Fixture(server, asWhom);
    fixture.operator.start();
    return fixture;
  }

  KubernetesClient client() {
    return client;
  }

  String namespace() {
    return namespace;
  }

  GunRelayCluster create(String name, GunRelayClusterSpec spec) {
    var cluster = new GunRelayCluster();
    cluster.setMetadata(new ObjectMetaBuilder().withName(name).withNamespace(namespace).build());
    cluster.setSpec(spec);
    return client.resource(cluster).create();
  }

  GunRelayCluster edit(String name, UnaryOperator<GunRelayClusterSpec> change) {
    return client
        .resources(GunRelayCluster.class)
        .inNamespace(namespace)
        .withName(name)
        .edit(cluster -> {
          cluster.setSpec(change.apply(cluster.getSpec()));
          return cluster;
        });
  }

  <T extends HasMetadata> Optional<T> find(Class<T> kind, String name) {
    return Optional.ofNullable(client.resources(kind).inNamespace(namespace).withName(name).get());
  }

  /** Waits for a value that is there. */
  <T> T eventually(String what, Supplier<Optional<T>> value) {
    var deadline = Instant.now().plus(DEADLINE);
    while (true) {
      var found = value.get();
      if (found.isPresent()) {
        return found.get();
      }
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError("not within " + DEADLINE + ": " + what);
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  <T extends HasMetadata> T eventually(Class<T> kind, String name) {
    return eventually(kind.getSimpleName() + " " + name, () -> find(kind, name));
  }

  @Override
  public void close() {
    operator.stop();
    operatorsClient.close();
    client.namespaces().withName(namespace).delete();
  }
}
