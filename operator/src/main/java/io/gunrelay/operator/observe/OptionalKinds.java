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
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which kinds the cluster has, and lets the operator read, that not every one has. Safe for use by
 * several threads.
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

  private final KubernetesClient client;
  private final Set<String> namespaces;
  private volatile @Nullable Set<Class<? extends HasMetadata>> known;

  /**
   * Knows nothing yet.
   *
   * @param namespaces where the operator works; none for all
   */
  public OptionalKinds(KubernetesClient client, Set<String> namespaces) {
    this.client = client;
    this.namespaces = Set.copyOf(namespaces);
  }

  /** As the cluster last answered; it is asked when it never was. */
  public Set<Class<? extends HasMetadata>> known() {
    var last = known;
    if (last == null) {
      last = of(client, namespaces);
      known = last;
    }
    return last;
  }

  /**
   * Asks again.
   *
   * @return whether the answer is another one than before
   */
  boolean refresh() {
    var former = known;
    var fresh = of(client, namespaces);
    known = fresh;
    return former != null && !former.equals(fresh);
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
