package io.gunrelay.operator.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An informer of one kind that can be told of our own writes. */
public record Watch<R extends HasMetadata>(
    Class<R> kind, InformerEventSource<R, GunRelayCluster> source) {

  public Set<R> of(GunRelayCluster cluster) {
    return source.getSecondaryResources(cluster);
  }

  public Optional<R> get(ResourceID id) {
    return source.get(id);
  }

  /**
   * Until the informer hears of it, readers get this version. What the informer no longer knows was
   * made again by the write.
   */
  public void wrote(HasMetadata now, @Nullable HasMetadata before) {
    var id = ResourceID.fromResource(now);
    if (before == null || source.get(id).isEmpty()) {
      source.handleRecentResourceCreate(id, kind.cast(now));
    } else {
      source.handleRecentResourceUpdate(id, kind.cast(now), kind.cast(before));
    }
  }
}
