package io.gunrelay.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts the reconciler's rounds, so that a test can tell that one has come and gone. */
final class Rounds implements Metrics {

  private final Map<String, Integer> finished = new ConcurrentHashMap<>();

  @Override
  public void finishedReconciliation(HasMetadata resource, Map<String, Object> metadata) {
    finished.merge(resource.getMetadata().getName(), 1, Integer::sum);
  }

  int of(String cluster) {
    return finished.getOrDefault(cluster, 0);
  }
}
