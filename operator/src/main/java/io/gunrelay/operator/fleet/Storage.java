package io.gunrelay.operator.fleet;

import io.fabric8.kubernetes.api.model.Quantity;
import org.jspecify.annotations.Nullable;

/** Where relays keep the graph. */
public sealed interface Storage {

  /** On the node's disk: it goes with the pod. */
  record Ephemeral() implements Storage {}

  /**
   * A volume for each relay.
   *
   * @param size of each
   * @param className the StorageClass; null for the cluster's default
   * @param deletedWithFleet whether volumes go with the fleet
   */
  record Volume(Quantity size, @Nullable String className, boolean deletedWithFleet)
      implements Storage {}
}
