package io.gunrelay.api.v1alpha1;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;

/**
 * What an absent field means. The CRD's defaults are made from these constants, and the records
 * apply them too, so that a resource reads the same whether or not an API server has seen it.
 */
public final class Defaults {
  /** Relays per region. */
  public static final int REPLICAS = 2;

  /** The floor of autoscaling: one relay can be lost and clients still have another. */
  public static final int MIN_REPLICAS = 2;

  /** CPU use that autoscaling aims at, in percent of the request. */
  public static final int TARGET_CPU_PERCENT = 70;

  public static final int SCALE_DOWN_WINDOW_SECONDS = 120;

  /** Open WebSocket connections of one relay. */
  public static final int CONNECTIONS = 20_000;

  /** The longest message, in bytes: 8 MiB. */
  public static final int MESSAGE_BYTES = 8_388_608;

  /** Souls and keys that one connection may be subscribed to. */
  public static final int SUBSCRIPTIONS_PER_CONNECTION = 10_000;

  /** The volume of one relay; applied by the operator, as it has a meaning for volumes only. */
  public static final String VOLUME_SIZE = "10Gi";

  public static final String KUBE_CONFIG_KEY = "kubeconfig";

  static final String CPU_REQUEST = "500m";
  static final String MEMORY_REQUEST = "512Mi";
  static final String MEMORY_LIMIT = "1Gi";
  static final String LEAST_MEMORY_LIMIT = "128Mi";

  private Defaults() {}

  static ResourceRequirements resources() {
    return new ResourceRequirementsBuilder()
        .addToRequests("cpu", new Quantity(CPU_REQUEST))
        .addToRequests("memory", new Quantity(MEMORY_REQUEST))
        .addToLimits("memory", new Quantity(MEMORY_LIMIT))
        .build();
  }
}
