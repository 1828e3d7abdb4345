package io.gunrelay.e2e.local.machine;

import io.fabric8.kubernetes.api.model.IntOrString;
import org.jspecify.annotations.Nullable;

/**
 * How many pods a Deployment's controller may add and remove at this moment.
 *
 * @param create pods of the present template to add
 * @param removeCurrent pods of the present template to remove
 * @param removeOld pods of former templates to remove
 */
record Rollout(int create, int removeCurrent, int removeOld) {

  /**
   * Decides it.
   *
   * @param desired the replicas
   * @param maxSurge pods above that during an update
   * @param maxUnavailable pods below that
   * @param current pods of the present template
   * @param old pods of former templates
   * @param ready ready pods of both
   * @param oldUnready pods of former templates that are not ready
   */
  static Rollout of(
      int desired,
      int maxSurge,
      int maxUnavailable,
      int current,
      int old,
      int ready,
      int oldUnready) {
    if (old == 0) {
      return new Rollout(Math.max(0, desired - current), Math.max(0, current - desired), 0);
    }
    int create = Math.max(0, Math.min(desired - current, desired + maxSurge - current - old));
    int spare = Math.max(0, ready - (desired - maxUnavailable));
    return new Rollout(
        create, Math.max(0, current - desired), Math.min(old, Math.max(spare, oldUnready)));
  }

  /**
   * A number, or a share of {@code total}; absent: a quarter.
   *
   * @param up whether a share is rounded up
   */
  static int share(@Nullable IntOrString value, int total, boolean up) {
    if (value == null) {
      return up ? Math.ceilDiv(total, 4) : total / 4;
    }
    if (value.getIntVal() != null) {
      return value.getIntVal();
    }
    int percent = Integer.parseInt(value.getStrVal().replace("%", ""));
    return up ? Math.ceilDiv(total * percent, 100) : total * percent / 100;
  }
}
