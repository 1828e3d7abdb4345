package io.gunrelay.e2e.local.demo;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.gunrelay.e2e.gunjs.ClientOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The cluster that KUBECONFIG names. The operator is installed there unless it is already. */
public final class ClusterStage implements Stage {
  private static final String MANIFEST = "deploy/install.yaml";
  private static final String SYSTEM = "gunrelay-system";
  private static final String OPERATOR = "gunrelay-operator";
  private static final Duration TO_START = Duration.ofMinutes(2);
  private static final int LOG_LINES = 30;

  private final Path root;
  private final Optional<String> entry;
  private final String namespace =
      String.format(
          Locale.ROOT, "gunrelay-demo-%04x", RandomGenerator.getDefault().nextInt(0x10000));
  private @Nullable KubernetesClient kubernetes;
  private boolean installed;
  private boolean closed;

  /**
   * Nothing is done yet.
   *
   * @param root the repository
   * @param entry {@code host:port} of the ingress; empty: port 80 of a node
   */
  public ClusterStage(Path root, Optional<String> entry) {
    this.root = root;
    this.entry = entry;
  }

  @Override
  public void open(Narrator narrator) throws IOException {
    KubernetesClient client = new KubernetesClientBuilder().build();
    kubernetes = client;
    narrator.say("api", String.valueOf(client.getMasterUrl()));
    if (client.apps().deployments().inNamespace(SYSTEM).withName(OPERATOR).get() == null) {
      manifest(client).forEach(object -> client.resource(object).serverSideApply());
      installed = true;
      narrator.say("installed", MANIFEST);
    }
    client
        .apps()
        .deployments()
        .inNamespace(SYSTEM)
        .withName(OPERATOR)
        .waitUntilReady(TO_START.toSeconds(), TimeUnit.SECONDS);
    narrator.say("operator", "is ready in namespace %s".formatted(SYSTEM));
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
    narrator.say("namespace", namespace);
  }

  private List<HasMetadata> manifest(KubernetesClient client) throws IOException {
    Path file = root.resolve(MANIFEST);
    if (!Files.exists(file)) {
      throw new AssertionError(MANIFEST + " is missing: run 'make manifests' first");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return client.load(in).items();
    }
  }

  @Override
  public KubernetesClient kubernetes() {
    return Objects.requireNonNull(kubernetes);
  }

  @Override
  public String namespace() {
    return namespace;
  }

  @Override
  public ClientOptions entering(String host) {
    return ClientOptions.of(URI.create("http://" + host + "/gun"))
        .dialing(entry.orElseGet(() -> nodeAddress() + ":80"));
  }

  private String nodeAddress() {
    Node node = kubernetes().nodes().list().getItems().getFirst();
    return node.getStatus().getAddresses().stream()
        .filter(address -> address.getType().equals("InternalIP"))
        .map(NodeAddress::getAddress)
        .findFirst()
        .orElseThrow(
            () -> new AssertionError("node " + node.getMetadata().getName() + " has no address"));
  }

  @Override
  public String crash(Pod pod) {
    kubernetes().resource(pod).withGracePeriod(0).delete();
    return "deleted without grace";
  }

  @Override
  public String logs() {
    if (kubernetes == null) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    for (String where : List.of(SYSTEM, namespace)) {
      for (Pod pod : kubernetes.pods().inNamespace(where).list().getItems()) {
        text.append("--- ").append(where).append('/').append(pod.getMetadata().getName());
        text.append('\n').append(tail(pod)).append('\n');
      }
    }
    return text.toString();
  }

  private String tail(Pod pod) {
    try {
      return kubernetes().pods().resource(pod).tailingLines(LOG_LINES).getLog();
    } catch (KubernetesClientException e) {
      return "no log: " + e.getMessage();
    }
  }

  @Override
  public synchronized void close() {
    if (closed || kubernetes == null) {
      return;
    }
    closed = true;
    try (KubernetesClient client = kubernetes) {
      client.namespaces().withName(namespace).delete();
      if (installed) {
        Await.until(
            "the demo's namespace is gone",
            TO_START,
            () -> client.namespaces().withName(namespace).get() == null);
        for (HasMetadata object : manifest(client).reversed()) {
          client.resource(object).delete();
        }
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
