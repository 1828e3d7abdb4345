package io.gunrelay.operator.clusters;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.gunrelay.operator.apply.KubeObjects;
import io.gunrelay.operator.decide.Ref;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Asks a cluster that has not answered once nothing more, so that a round waits for one request's
 * time-out and not for that of each object.
 */
final class GivingUp implements KubeObjects {

  private final KubeObjects objects;
  private final Runnable doubt;
  private boolean silent;

  /**
   * @param doubt called when the cluster does not answer
   */
  GivingUp(KubeObjects objects, Runnable doubt) {
    this.objects = objects;
    this.doubt = doubt;
  }

  private <T> T ask(Supplier<T> request) {
    if (silent) {
      throw new KubernetesClientException("its API server does not answer");
    }
    try {
      return request.get();
    } catch (KubernetesClientException e) {
      if (!Connection.isAnswer(e)) {
        silent = true;
        doubt.run();
      }
      throw e;
    }
  }

  @Override
  public Optional<HasMetadata> cached(Ref ref) {
    return objects.cached(ref);
  }

  @Override
  public Optional<HasMetadata> fetch(Ref ref) {
    return ask(() -> objects.fetch(ref));
  }

  @Override
  public boolean matches(HasMetadata actual, HasMetadata wanted) {
    return objects.matches(actual, wanted);
  }

  @Override
  public HasMetadata apply(HasMetadata wanted, Optional<HasMetadata> actual) {
    return ask(() -> objects.apply(wanted, actual));
  }

  @Override
  public void overwrite(HasMetadata wanted) {
    var _ =
        ask(() -> {
          objects.overwrite(wanted);
          return true;
        });
  }

  @Override
  public void holdReplicas(HasMetadata workload, int replicas) {
    var _ =
        ask(() -> {
          objects.holdReplicas(workload, replicas);
          return true;
        });
  }

  @Override
  public boolean delete(HasMetadata actual) {
    return ask(() -> objects.delete(actual));
  }
}
