package io.gunrelay.operator.observe;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.gunrelay.operator.kinds.Certificate;
import io.gunrelay.operator.kinds.DnsEndpoint;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/**
 * Which kinds the cluster has, and lets the operator read, that not every one has. The API server
 * is asked again only after a while, and only while somebody wants to know.
 */
public final class OptionalKinds {

  /** All that the operator makes if it can. */
  public static final List<Class<? extends HasMetadata>> ALL =
      List.of(
          ServiceMonitor.class,
          Gateway.class,
          HTTPRoute.class,
          Certificate.class,
          DnsEndpoint.class);

  private record Answer(Set<Class<? extends HasMetadata>> known, Instant at) {}

  private final KubernetesClient client;
  private final Set<String> namespaces;
  private final Duration recheck;
  private final InstantSource clock;
  private volatile Answer answer = new Answer(Set.of(), Instant.MIN);

  /**
   * Knows nothing yet.
   *
   * @param namespaces where the operator works; none for all
   */
  public OptionalKinds(
      KubernetesClient client, Set<String> namespaces, Duration recheck, InstantSource clock) {
    this.client = client;
    this.namespaces = Set.copyOf(namespaces);
    this.recheck = recheck;
    this.clock = clock;
  }

  public Set<Class<? extends HasMetadata>> known() {
    var now = clock.instant();
    var last = answer;
    if (!last.at.isBefore(now.minus(recheck))) {
      return last.known;
    }
    var fresh = new Answer(of(client, namespaces), now);
    answer = fresh;
    return fresh.known;
  }

  /** Asks a cluster now. */
  public static Set<Class<? extends HasMetadata>> of(
      KubernetesClient client, Set<String> namespaces) {
    return ALL.stream()
        .filter(client::supports)
        .filter(kind -> mayRead(client, namespaces, kind))
        .collect(toUnmodifiableSet());
  }

  /** A watch that is refused would keep every fleet from being looked after. */
  private static boolean mayRead(
      KubernetesClient client, Set<String> namespaces, Class<? extends HasMetadata> kind) {
    var one = new ListOptionsBuilder().withLimit(1L).build();
    try {
      if (namespaces.isEmpty()) {
        var _ = client.resources(kind).inAnyNamespace().list(one);
      }
      for (var namespace : namespaces) {
        var _ = client.resources(kind).inNamespace(namespace).list(one);
      }
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        return false;
      }
      throw e;
    }
  }
}
