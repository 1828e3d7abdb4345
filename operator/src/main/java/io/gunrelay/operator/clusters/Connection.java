package io.gunrelay.operator.clusters;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.gunrelay.operator.lead.Fence;
import io.gunrelay.operator.observe.ClientApi;
import io.gunrelay.operator.observe.OptionalKinds;
import io.gunrelay.operator.relays.Address;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A client of another cluster's API server, and the informers that it feeds once it answers. */
final class Connection implements AutoCloseable {

  private final String kubeConfig;
  private final String namespace;
  private final KubernetesClient client;
  private final Address.ApiServer api;
  private final InstantSource clock;
  private final Consumer<HasMetadata> changed;
  private final Instant since;
  private volatile @Nullable Informers informers;
  private volatile Set<Class<? extends HasMetadata>> optionalKinds = Set.of();

  private Connection(
      String kubeConfig,
      String namespace,
      KubernetesClient client,
      InstantSource clock,
      Consumer<HasMetadata> changed) {
    this.kubeConfig = kubeConfig;
    this.namespace = namespace;
    this.client = client;
    this.api = new ClientApi(client);
    this.clock = clock;
    this.changed = changed;
    this.since = clock.instant();
  }

  /**
   * Makes a client. Nothing is sent yet.
   *
   * @param fence asked before each request
   */
  static Connection open(
      KubeConfigSecret secret,
      String kubeConfig,
      Fence fence,
      InstantSource clock,
      Consumer<HasMetadata> changed)
      throws UnavailableException {
    try {
      var config = KubeConfigs.read(kubeConfig);
      var client = fence.around(new KubernetesClientBuilder().withConfig(config)).build();
      return new Connection(kubeConfig, secret.site().namespace(), client, clock, changed);
    } catch (KubeConfigs.RefusedException e) {
      throw new UnavailableException(secret.what() + " " + e.why());
    } catch (KubernetesClientException e) {
      throw new UnavailableException(
          secret.what() + " holds a certificate or key that cannot be read");
    }
  }

  boolean isOf(String text) {
    return kubeConfig.equals(text);
  }

  Instant since() {
    return since;
  }

  KubernetesClient client() {
    return client;
  }

  /** What is known; empty until {@link #probe} has had an answer. */
  @Nullable Informers informers() {
    return informers;
  }

  Set<Class<? extends HasMetadata>> optionalKinds() {
    return optionalKinds;
  }

  /** Asks the API server whether it is there and knows us. Begins to watch when it does. */
  void probe() throws UnavailableException {
    try {
      var _ = client.raw("/version");
      if (informers == null) {
        optionalKinds = OptionalKinds.of(client, Set.of(namespace));
        informers = Informers.start(client, namespace, optionalKinds, clock, changed);
      }
    } catch (KubernetesClientException e) {
      throw new UnavailableException(why(e));
    }
  }

  private static String why(KubernetesClientException e) {
    if (!isAnswer(e)) {
      return "its API server does not answer (" + rootCause(e) + ")";
    }
    return switch (e.getCode()) {
      case HttpURLConnection.HTTP_UNAUTHORIZED ->
          "its API server does not take the kubeconfig's token or certificate: renew it";
      case HttpURLConnection.HTTP_FORBIDDEN ->
          "its API server forbids the kubeconfig's user to ask for its version";
      default -> "its API server answers with status " + e.getCode();
    };
  }

  /** Whether an API server said so. */
  static boolean isAnswer(KubernetesClientException e) {
    return e.getCode() > 0;
  }

  private static String rootCause(Throwable failure) {
    var cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    var message = cause.getMessage();
    return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
  }

  /** By which relays are asked there. */
  Address.ApiServer api() {
    return api;
  }

  /** Watches no more. What was seen last stays known. */
  void rest() {
    var watching = informers;
    if (watching != null) {
      watching.close();
    }
  }

  @Override
  public void close() {
    rest();
    client.close();
  }
}
