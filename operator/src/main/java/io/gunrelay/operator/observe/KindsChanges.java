package io.gunrelay.operator.observe;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks in the background for kinds that the cluster got or lost, and starts a round of every
 * resource then. One process asks for all resources together: if each looked for what it lacks, a
 * thousand of them would do nothing else.
 */
public final class KindsChanges extends AbstractEventSource<GunRelayCluster, GunRelayCluster> {

  private static final Logger LOG = LoggerFactory.getLogger(KindsChanges.class);

  private final OptionalKinds kinds;
  private final Duration interval;
  private final Cache<GunRelayCluster> resources;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("kinds").factory());

  /**
   * @param interval between two looks
   * @param resources all that there are
   */
  public KindsChanges(OptionalKinds kinds, Duration interval, Cache<GunRelayCluster> resources) {
    super(GunRelayCluster.class, "kinds");
    this.kinds = kinds;
    this.interval = interval;
    this.resources = resources;
  }

  private void look() {
    try {
      if (kinds.refresh()) {
        resources.keys().forEach(id -> getEventHandler().handleEvent(new Event(id)));
      }
    } catch (KubernetesClientException e) {
      LOG.debug("The API server does not tell which kinds it has", e);
    }
  }

  @Override
  public void start() {
    if (!isRunning()) {
      super.start();
      var _ =
          timer.scheduleWithFixedDelay(
              this::look, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void stop() {
    super.stop();
    timer.shutdownNow();
  }

  @Override
  public Set<GunRelayCluster> getSecondaryResources(GunRelayCluster cluster) {
    return Set.of();
  }
}
