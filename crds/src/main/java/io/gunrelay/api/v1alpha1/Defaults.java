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

  /** For how long the former relays are kept after a rollout: ten minutes. */
  public static final int KEEP_PREVIOUS_SECONDS = 600;

  /** For new relays to become ready: ten minutes. */
  public static final int START_DEADLINE_SECONDS = 600;

  /** Over which new relays are compared with the former ones. */
  public static final int ANALYSIS_SECONDS = 10;

  /** With fewer of them nothing can be said. */
  public static final int ANALYSIS_CLIENTS = 20;

  /** Until a step that nothing can be said of is ended: five minutes. */
  public static final int INCONCLUSIVE_SECONDS = 300;

  /** How many intervals in a row new relays fail before clients go back. */
  public static final int FAILED_INTERVALS = 3;

  /** From a region's first missed heartbeat until it is taken for down. */
  public static final int CONFIRM_SECONDS = 3;

  /** For a region to be up again before it gets its clients back: five minutes. */
  public static final int HOLD_DOWN_SECONDS = 300;

  public static final int SWITCHES_PER_HOUR = 4;

  static final int REFUSED_PERCENT = 1;
  static final int LATENCY_INCREASE_PERCENT = 100;
  static final int FAILED_CONNECTIONS_PERCENT = 5;
  static final int LAG_SECONDS = 10;
  static final int USE_INCREASE_PERCENT = 200;

  static final String CPU_REQUEST = "500m";
  static final String MEMORY_REQUEST = "512Mi";
  static final String MEMORY_LIMIT = "1Gi";
  static final String LEAST_MEMORY_LIMIT = "128Mi";
  static final int WEBHOOK_SECONDS = 5;

  private Defaults() {}

  static ResourceRequirements resources() {
    return new ResourceRequirementsBuilder()
        .addToRequests("cpu", new Quantity(CPU_REQUEST))
        .addToRequests("memory", new Quantity(MEMORY_REQUEST))
        .addToLimits("memory", new Quantity(MEMORY_LIMIT))
        .build();
  }
}
