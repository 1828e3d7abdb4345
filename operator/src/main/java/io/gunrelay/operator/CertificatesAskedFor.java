package io.gunrelay.operator;

import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.operator.fleet.Names;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which changes of a resource are worth a round: those of its spec, and another wish for
 * certificates, which is an annotation and raises no generation. Status is our own. Public, as the
 * framework makes it.
 */
public final class CertificatesAskedFor implements OnUpdateFilter<GunRelayCluster> {

  @Override
  public boolean accept(GunRelayCluster now, GunRelayCluster before) {
    var meta = now.getMetadata();
    var former = before.getMetadata();
    return !Objects.equals(meta.getGeneration(), former.getGeneration())
        || !Objects.equals(meta.getUid(), former.getUid())
        || now.isMarkedForDeletion()
        || !Objects.equals(token(now), token(before));
  }

  /** The wish; empty when there is none. */
  static String token(GunRelayCluster cluster) {
    var annotations = cluster.getMetadata().getAnnotations();
    @Nullable String token = annotations == null ? null : annotations.get(Names.ROTATE_ANNOTATION);
    return token == null ? "" : token;
  }
}
