package io.gunrelay.operator.observe;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Whether the cluster has the ServiceMonitor kind. The API server is asked again once a minute at
 * most, and only while somebody wants to know.
 */
public final class OptionalKinds {

  public static final Duration RECHECK = Duration.ofMinutes(1);

  private record Answer(boolean known, Instant at) {}

  private final KubernetesClient client;
  private final InstantSource clock;
  private volatile Answer answer = new Answer(false, Instant.MIN);

  public OptionalKinds(KubernetesClient client, InstantSource clock) {
    this.client = client;
    this.clock = clock;
  }

  public boolean serviceMonitors() {
    var now = clock.instant();
    var last = answer;
    if (!last.at.isBefore(now.minus(RECHECK))) {
      return last.known;
    }
    var fresh = new Answer(client.supports(ServiceMonitor.class), now);
    answer = fresh;
    return fresh.known;
  }
}
