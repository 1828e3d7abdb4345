package io.gunrelay.operator.observe;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Whether the cluster has the ServiceMonitor kind. The API server is asked again only after a
 * while, and only while somebody wants to know.
 */
public final class OptionalKinds {

  private record Answer(boolean known, Instant at) {}

  private final KubernetesClient client;
  private final Duration recheck;
  private final InstantSource clock;
  private volatile Answer answer = new Answer(false, Instant.MIN);

  public OptionalKinds(KubernetesClient client, Duration recheck, InstantSource clock) {
    this.client = client;
    this.recheck = recheck;
    this.clock = clock;
  }

  public boolean serviceMonitors() {
    var now = clock.instant();
    var last = answer;
    if (!last.at.isBefore(now.minus(recheck))) {
      return last.known;
    }
    var fresh = new Answer(client.supports(ServiceMonitor.class), now);
    answer = fresh;
    return fresh.known;
  }
}
