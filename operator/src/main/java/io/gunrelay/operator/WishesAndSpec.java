package io.gunrelay.operator;

import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.operator.fleet.Annotation;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Which changes of a resource are worth a round: those of its spec, and of what people ask for by
 * annotations, which raises no generation. Status is our own. Public, as the framework makes it.
 */
public final class WishesAndSpec implements OnUpdateFilter<GunRelayCluster> {

  @Override
  public boolean accept(GunRelayCluster now, GunRelayCluster before) {
    var meta = now.getMetadata();
    var former = before.getMetadata();
    return !Objects.equals(meta.getGeneration(), former.getGeneration())
        || !Objects.equals(meta.getUid(), former.getUid())
        || now.isMarkedForDeletion()
        || Stream.of(Annotation.values())
            .filter(annotation -> annotation.on() == Annotation.On.RESOURCE)
            .anyMatch(annotation -> !annotation.of(now).equals(annotation.of(before)));
  }
}
