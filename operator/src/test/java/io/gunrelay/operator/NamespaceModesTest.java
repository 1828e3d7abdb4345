package io.gunrelay.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.operator.config.Settings;
import io.gunrelay.operator.fleet.Allowed;
import io.gunrelay.operator.fleet.RelayImages;
import io.gunrelay.operator.observe.OptionalKinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The operator with the rights of each overlay and no others, as a service account that has none
 * beside them. All other tests run it with the rights that it has in the whole cluster.
 */
@ExtendWith(ApiServer.class)
class NamespaceModesTest {

  private static final Path OVERLAYS = Path.of("../deploy/overlays");
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private final ApiServer.Running server;
  private final String suffix = "-" + UUID.randomUUID().toString().substring(0, 8);

  NamespaceModesTest(ApiServer.Running server) {
    this.server = server;
  }

  @Test
  void itWorksInSeveralNamespacesAndHasNoRightsInOthers() throws IOException {
    worksIn("several-namespaces/role-bindings.yaml", 2);
  }

  @Test
  void itWorksInOneNamespaceAndHasNoRightsInOthers() throws IOException {
    worksIn("one-namespace/role-binding.yaml", 1);
  }

  @Test
  void whatItHasNoRightsForItDoesWithout() throws IOException {
    try (var _ = InstalledKinds.install(server.client(), OptionalKinds.ALL)) {
      var role = withoutOptionalKinds();
      make("accounts" + suffix);
      var watched = bind(OVERLAYS.resolve("one-namespace/role-binding.yaml"), role);
      var namespace = watched.iterator().next();
      var account = "system:serviceaccount:accounts" + suffix + ":gunrelay-operator";
      var config =
          new ConfigBuilder(server.ofTheOperator()).withImpersonateUsername(account).build();
      try (var _ = Running.start(config, settings(watched))) {
        createFleet(namespace);
        eventually(namespace);
        eventually(
            "a word on ServiceMonitors",
            () -> isSaid(namespace, "MonitoringAvailable", "ServiceMonitorKindMissing"));
      }
      server.client().namespaces().withName(namespace).delete();
    }
  }

  /** The operator's role, but for what is of no use in most clusters. */
  private String withoutOptionalKinds() {
    var role = server.client().rbac().clusterRoles().withName("gunrelay-operator").require();
    var groups = OptionalKinds.ALL.stream().map(HasMetadata::getGroup).toList();
    role.getRules().removeIf(rule -> groups.containsAll(rule.getApiGroups()));
    role.setMetadata(new ObjectMetaBuilder().withName("gunrelay-operator" + suffix).build());
    server.client().resource(role).create();
    return role.getMetadata().getName();
  }

  private void worksIn(String bindings, int count) throws IOException {
    var client = server.client();
    var account = "system:serviceaccount:accounts" + suffix + ":gunrelay-operator";
    make("accounts" + suffix);
    var watched = bind(OVERLAYS.resolve(bindings), "gunrelay-operator");
    make("elsewhere" + suffix);
    assertThat(watched).hasSize(count);
    var config = new ConfigBuilder(server.ofTheOperator()).withImpersonateUsername(account).build();
    var namespaces = new TreeSet<>(watched);
    namespaces.add("elsewhere" + suffix);
    try (var _ = Running.start(config, settings(watched))) {
      namespaces.forEach(this::createFleet);
      for (var namespace : watched) {
        eventually(namespace);
      }
    }
    assertThat(deployment("elsewhere" + suffix)).isEmpty();
    try (var operators = new KubernetesClientBuilder().withConfig(config).build()) {
      assertThat(maySeeSecrets(operators, watched.iterator().next())).isTrue();
      assertThat(maySeeSecrets(operators, "elsewhere" + suffix)).isFalse();
      assertThat(maySeeSecrets(operators, null)).as("in all namespaces").isFalse();
    }
    namespaces.forEach(namespace -> client.namespaces().withName(namespace).delete());
  }

  /** Makes the overlay's bindings, in namespaces and for an account of this test. */
  private Set<String> bind(Path file, String role) throws IOException {
    var watched = new TreeSet<String>();
    for (var item : server.client().load(Files.newInputStream(file)).items()) {
      var binding = (RoleBinding) item;
      var namespace = binding.getMetadata().getNamespace() + suffix;
      make(namespace);
      binding.getMetadata().setNamespace(namespace);
      binding.getRoleRef().setName(role);
      binding.getSubjects().forEach(subject -> subject.setNamespace("accounts" + suffix));
      server.client().resource(binding).create();
      watched.add(namespace);
    }
    return watched;
  }

  private void make(String namespace) {
    HasMetadata made =
        new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build();
    server.client().resource(made).create();
    if (namespace.startsWith("accounts")) {
      server
          .client()
          .resource(
              new ServiceAccountBuilder()
                  .withNewMetadata()
                  .withName("gunrelay-operator")
                  .withNamespace(namespace)
                  .endMetadata()
                  .build())
          .create();
    }
  }

  private static Settings settings(Set<String> namespaces) {
    return new Settings(
        "gunrelay-system",
        new RelayImages("example.com/gunrelay/relay"),
        Allowed.EVERYTHING,
        Optional.empty(),
        namespaces,
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        Optional.empty());
  }

  private void createFleet(String namespace) {
    var cluster = new GunRelayCluster();
    cluster.setMetadata(new ObjectMetaBuilder().withName("fleet").withNamespace(namespace).build());
    cluster.setSpec(Specs.quickstart());
    server.client().resource(cluster).create();
  }

  private void eventually(String namespace) {
    eventually("a Deployment in " + namespace, () -> !deployment(namespace).isEmpty());
  }

  private static void eventually(String what, BooleanSupplier isThere) {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (!isThere.getAsBoolean()) {
      assertThat(System.nanoTime()).as("there is not " + what).isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  private boolean isSaid(String namespace, String type, String reason) {
    var status =
        server
            .client()
            .resources(GunRelayCluster.class)
            .inNamespace(namespace)
            .withName("fleet")
            .require()
            .getStatus();
    return status != null && FleetContract.hasCondition(status.conditions(), type, "False", reason);
  }

  private List<Deployment> deployment(String namespace) {
    return server.client().resources(Deployment.class).inNamespace(namespace).list().getItems();
  }

  private static boolean maySeeSecrets(KubernetesClient client, @Nullable String namespace) {
    return client
        .resource(
            new SelfSubjectAccessReviewBuilder()
                .withNewSpec()
                .withNewResourceAttributes()
                .withNamespace(namespace)
                .withVerb("list")
                .withResource("secrets")
                .endResourceAttributes()
                .endSpec()
                .build())
        .create()
        .getStatus()
        .getAllowed();
  }
}
