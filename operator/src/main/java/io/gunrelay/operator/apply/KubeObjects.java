package io.gunrelay.operator.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.gunrelay.operator.decide.Ref;
import java.util.Optional;

/**
 * The objects of one namespace, as the applier reads and writes them. What it writes is what it
 * reads next, although the informers may not have heard of it yet.
 */
public interface KubeObjects {

  /** From the cache. */
  Optional<HasMetadata> cached(Ref ref);

  /** From the API server. */
  Optional<HasMetadata> fetch(Ref ref);

  /** Whether the operator's fields in {@code actual} are exactly those of {@code wanted}. */
  boolean matches(HasMetadata actual, HasMetadata wanted);

  /**
   * Server-side apply with force.
   *
   * @param actual the present object, empty when there is none
   * @return the object as it is now
   */
  HasMetadata apply(HasMetadata wanted, Optional<HasMetadata> actual);

  /**
   * Writes every field of {@code wanted} over {@code actual}, lists as a whole. Server-side apply
   * keeps entries of lists that others own, and an object may be invalid with both: a Service's
   * port that somebody gave another number stays beside ours, under the same name.
   */
  void overwrite(HasMetadata wanted);

  /** Makes another field manager hold the present number of replicas. */
  void holdReplicas(HasMetadata workload, int replicas);

  /**
   * Deletes an object and what depends on it.
   *
   * @return false when it was gone already
   */
  boolean delete(HasMetadata actual);
}
