package io.gunrelay.e2e.scenarios.stage;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LoadBalancerIngressBuilder;
import io.fabric8.kubernetes.api.model.LoadBalancerStatusBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Another cluster, and in it the namespace and the rights that the operator is given there. */
public final class SecondCluster implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final Settings.Other settings;
  private final Path root;
  private final KubernetesClient kubernetes;
  private final String namespace;
  private final String node;

  private SecondCluster(
      Settings.Other settings, Path root, KubernetesClient kubernetes, String namespace) {
    this.settings = settings;
    this.root = root;
    this.kubernetes = kubernetes;
    this.namespace = namespace;
    this.node = Entry.address(Entry.nodes(kubernetes).getFirst());
  }

  /** Puts the images there and makes what {@code deploy/other-cluster} says. */
  public static SecondCluster prepare(Stage stage) throws IOException {
    Settings.Other settings = stage.settings().other().orElseThrow();
    KubernetesClient kubernetes =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(settings.kubeConfig().toFile()))
            .build();
    var cluster =
        new SecondCluster(settings, stage.settings().root(), kubernetes, stage.namespace());
    stage.atEnd(cluster);
    // What is still there then cannot be cleaned up once the namespace is gone.
    stage.atEnd(() -> abandon(stage));
    stage.settings().archives().forEach(archive -> cluster.fault("load", archive.toString()));
    kubernetes
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(cluster.namespace)
                .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                .endMetadata()
                .build())
        .create();
    var rights = stage.settings().root().resolve("deploy/other-cluster/rbac.yaml");
    try (var yaml = Files.newInputStream(rights)) {
      kubernetes.load(yaml).inNamespace(cluster.namespace).create();
    }
    return cluster;
  }

  private static void abandon(Stage stage) {
    stage.kubectl(
        "annotate", "gunrelayclusters", "--all", "--overwrite", "gunrelay.io/abandon-clusters=*");
  }

  public KubernetesClient kubernetes() {
    return kubernetes;
  }

  /** As the example makes it: of the service account's token. */
  public Secret kubeConfig(String name) {
    String tool = root.resolve("tools/other-cluster-kubeconfig").toString();
    String text = Shell.run("env", "KUBECONFIG=" + settings.kubeConfig(), tool, namespace);
    return new SecretBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .addToStringData("kubeconfig", text)
        .build();
  }

  public <T extends HasMetadata> Optional<T> find(Class<T> kind, String name) {
    return Optional.ofNullable(
        kubernetes.resources(kind).inNamespace(namespace).withName(name).get());
  }

  public long relays() {
    return kubernetes.pods().inNamespace(namespace).list().getItems().stream()
        .filter(pod -> !pod.isMarkedForDeletion())
        .count();
  }

  /** Where its ingress is dialed. */
  public String node() {
    return node;
  }

  /** Plays the cloud: gives a Service of type LoadBalancer the address of a node. */
  public static void balance(KubernetesClient kubernetes, String namespace, String service) {
    String node = Entry.address(Entry.nodes(kubernetes).getFirst());
    balance(kubernetes, namespace, service, object -> node);
  }

  /** The same, with an address that leads there. */
  public static void balance(
      KubernetesClient kubernetes,
      String namespace,
      String service,
      Function<Service, String> addressOf) {
    var named = kubernetes.services().inNamespace(namespace).withName(service);
    Await.until("the Service " + service, SOON, () -> named.get() != null);
    String address = addressOf.apply(named.get());
    named.editStatus(object -> {
      object
          .getStatus()
          .setLoadBalancer(
              new LoadBalancerStatusBuilder()
                  .withIngress(new LoadBalancerIngressBuilder().withIp(address).build())
                  .build());
      return object;
    });
  }

  /** {@code kubectl} there. */
  String kubectl(String input, String inNamespace, String... arguments) {
    var command = new ArrayList<>(List.of("env", "KUBECONFIG=" + settings.kubeConfig()));
    command.addAll(Kubectl.command(inNamespace, arguments));
    return Shell.feed(input, command);
  }

  /** Breaks something there, or mends it. */
  public void fault(String... what) {
    var command = new ArrayList<>(settings.faults());
    command.addAll(List.of(what));
    Shell.feed("", command);
  }

  @Override
  public void close() {
    kubernetes.namespaces().withName(namespace).delete();
    kubernetes.close();
  }
}
