package io.gunrelay.operator;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.api.v1alpha1.GunRelayClusterSpec;
import io.gunrelay.api.v1alpha1.GunRelayClusterStatus;
import io.gunrelay.operator.AuditLog.Request;
import io.gunrelay.operator.config.Settings;
import io.gunrelay.operator.fleet.Allowed;
import io.gunrelay.operator.fleet.RelayImages;
import io.gunrelay.operator.trace.Traces;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A namespace of its own on the API server, and the operator that watches it, with the rights that
 * its service account has in production.
 */
final class Fixture implements AutoCloseable {

  /** Time for a round between two stages of a rotation to be seen. */
  private static final Duration DELIVERY = Duration.ofSeconds(2);

  /** Longer than a test takes that ends the waiting in another way. */
  private static final Duration CLEANUP = Duration.ofSeconds(6);

  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private final Api api;
  private final KubernetesClient client;
  private final String namespace;
  private final Allowed allowed;
  private final Running running;

  private Fixture(
      Api api,
      Config operators,
      Optional<Settings.Lease> lease,
      Allowed allowed,
      Traces traces,
      Consumer<String> before) {
    this.api = api;
    this.client = api.client();
    this.namespace = "test-" + UUID.randomUUID().toString().substring(0, 8);
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
    before.accept(namespace);
    this.allowed = allowed;
    this.running = Running.start(operators, settings(lease), traces);
  }

  private Settings settings(Optional<Settings.Lease> lease) {
    return new Settings(
        "gunrelay-system",
        new RelayImages("example.com/gunrelay/relay"),
        allowed,
        Optional.empty(),
        Set.of(namespace),
        Duration.ofMillis(200),
        Duration.ofMillis(500),
        DELIVERY,
        Duration.ofMillis(500),
        CLEANUP,
        lease);
  }

  static Fixture start(Api api) {
    return start(api, Optional.empty());
  }

  static Fixture start(Api api, Optional<Settings.Lease> lease) {
    return start(api, api.ofTheOperator(), lease);
  }

  /**
   * Starts one.
   *
   * @param operators how the operator connects
   */
  static Fixture start(Api api, Config operators, Optional<Settings.Lease> lease) {
    return new Fixture(api, operators, lease, Allowed.EVERYTHING, Traces.NONE, namespace -> {});
  }

  /** Starts one that sends traces, which the caller closes. */
  static Fixture start(Api api, Traces traces) {
    return new Fixture(
        api, api.ofTheOperator(), Optional.empty(), Allowed.EVERYTHING, traces, namespace -> {});
  }

  /** Starts one that does not let resources ask for everything. */
  static Fixture start(Api api, Allowed allowed) {
    return new Fixture(
        api, api.ofTheOperator(), Optional.empty(), allowed, Traces.NONE, namespace -> {});
  }

  /**
   * Starts one in a namespace that is not empty.
   *
   * @param before makes what is there before the operator
   */
  static Fixture after(Api api, Consumer<String> before) {
    return new Fixture(
        api, api.ofTheOperator(), Optional.empty(), Allowed.EVERYTHING, Traces.NONE, before);
  }

  /** Another operator for the same namespace, which the caller closes. */
  Running startAnother(Config operators, Settings.Lease lease) {
    return Running.start(operators, settings(Optional.of(lease)));
  }

  Running running() {
    return running;
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

  /** Creates a fleet and waits until nothing is left to be written for it. */
  GunRelayCluster settled(String name, GunRelayClusterSpec spec) {
    create(name, spec);
    return settled(name);
  }

  /** Waits until the status speaks of the present spec. */
  GunRelayCluster settled(String name) {
    return eventually(
        "a status of the present generation of " + name,
        () -> find(GunRelayCluster.class, name).filter(Fixture::isReported));
  }

  private static boolean isReported(GunRelayCluster cluster) {
    var status = cluster.getStatus();
    return status != null
        && cluster.getMetadata().getGeneration().equals(status.observedGeneration());
  }

  /** As its controller would say once all pods are of the present revision. */
  void rolledOut(String deployment, int replicas) {
    client
        .apps()
        .deployments()
        .inNamespace(namespace)
        .withName(deployment)
        .editStatus((Deployment found) ->
            new DeploymentBuilder(found)
                .editOrNewStatus()
                .withObservedGeneration(found.getMetadata().getGeneration())
                .withReplicas(replicas)
                .withUpdatedReplicas(replicas)
                .endStatus()
                .build());
  }

  GunRelayClusterStatus status(String name, String what, Predicate<GunRelayClusterStatus> is) {
    return eventually(
        what, () -> find(GunRelayCluster.class, name).map(GunRelayCluster::getStatus).filter(is));
  }

  GunRelayCluster edit(String name, UnaryOperator<GunRelayClusterSpec> change) {
    return edit(
        GunRelayCluster.class, name, cluster -> cluster.setSpec(change.apply(cluster.getSpec())));
  }

  /** As a user does it: read, change, write, and once more where somebody was faster. */
  <T extends HasMetadata> T edit(Class<T> kind, String name, Consumer<T> change) {
    return eventually(
        "an edit of " + name + " without a conflict",
        () -> {
          try {
            return Optional.of(
                client
                    .resources(kind)
                    .inNamespace(namespace)
                    .withName(name)
                    .edit(object -> {
                      change.accept(object);
                      return object;
                    }));
          } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
              return Optional.empty();
            }
            throw e;
          }
        });
  }

  <T extends HasMetadata> Optional<T> find(Class<T> kind, String name) {
    return Optional.ofNullable(client.resources(kind).inNamespace(namespace).withName(name).get());
  }

  <T extends HasMetadata> T eventually(Class<T> kind, String name) {
    return eventually(kind.getSimpleName() + " " + name, () -> find(kind, name));
  }

  <T extends HasMetadata> T eventually(Class<T> kind, String name, Predicate<T> is) {
    return eventually(kind.getSimpleName() + " " + name, () -> find(kind, name).filter(is));
  }

  <T extends HasMetadata> void eventuallyGone(Class<T> kind, String name) {
    eventually(
        kind.getSimpleName() + " " + name + " gone",
        () -> find(kind, name).isPresent() ? Optional.empty() : Optional.of(true));
  }

  void until(String what, BooleanSupplier is) {
    eventually(what, () -> is.getAsBoolean() ? Optional.of(true) : Optional.empty());
  }

  /**
   * Waits.
   *
   * @param found says what there is instead when it never comes
   */
  void until(String what, BooleanSupplier is, Supplier<String> found) {
    try {
      until(what, is);
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + ": " + found.get(), e);
    }
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

  /** Makes the reconciler do so many rounds more, although nothing changed that concerns it. */
  void moreRounds(String cluster, int count) {
    var pods = new Pods(client, namespace);
    pods.create(cluster, "bystander-" + cluster);
    for (int i = 0; i < count; i++) {
      int before = running.rounds().of(cluster);
      pods.annotate("bystander-" + cluster, "round", Integer.toString(i));
      awaitRounds(cluster, before + 1);
    }
  }

  Pods pods() {
    return new Pods(client, namespace);
  }

  void awaitRounds(String cluster, int count) {
    eventually(
        count + " rounds of " + cluster,
        () -> running.rounds().of(cluster) >= count ? Optional.of(true) : Optional.empty());
  }

  /** All events of the namespace. */
  List<Event> events() {
    return client.v1().events().inNamespace(namespace).list().getItems();
  }

  /** What the operator wrote in this namespace. */
  List<Request> writes() {
    return api.writes().stream().filter(request -> request.namespace().equals(namespace)).toList();
  }

  @Override
  public void close() {
    running.close();
    client.namespaces().withName(namespace).delete();
  }
}
