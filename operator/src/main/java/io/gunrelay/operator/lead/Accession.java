package io.gunrelay.operator.lead;

import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import java.util.Set;

/** Starts a round for every resource when leadership is won: none was made while standing by. */
public final class Accession extends AbstractEventSource<GunRelayCluster, GunRelayCluster> {

  private final Cache<GunRelayCluster> resources;

  public Accession(Leadership leadership, Cache<GunRelayCluster> resources) {
    super(GunRelayCluster.class, "accession");
    this.resources = resources;
    leadership.whenWon(this::startRounds);
  }

  private void startRounds() {
    if (isRunning()) {
      resources.keys().forEach(id -> getEventHandler().handleEvent(new Event(id)));
    }
  }

  @Override
  public Set<GunRelayCluster> getSecondaryResources(GunRelayCluster cluster) {
    return Set.of();
  }
}
