package io.gunrelay.operator.observe;

import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Tells of resources that are gone. They are not reconciled any more, having no finalizer: garbage
 * collection removes what was made for them.
 */
public final class Departures extends AbstractEventSource<GunRelayCluster, GunRelayCluster>
    implements ResourceEventAware<GunRelayCluster> {

  private final Consumer<GunRelayCluster> farewell;

  public Departures(Consumer<GunRelayCluster> farewell) {
    super(GunRelayCluster.class, "departures");
    this.farewell = farewell;
  }

  @Override
  public void onResourceDeleted(GunRelayCluster cluster) {
    farewell.accept(cluster);
  }

  @Override
  public Set<GunRelayCluster> getSecondaryResources(GunRelayCluster cluster) {
    return Set.of();
  }
}
