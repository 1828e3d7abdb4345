package io.gunrelay.operator.fleet;

import io.gunrelay.api.v1alpha1.AddressLimitsSpec;
import io.gunrelay.api.v1alpha1.KeyLimitsSpec;
import io.gunrelay.api.v1alpha1.LimitsSpec;
import org.jspecify.annotations.Nullable;

/** Reads the bounds of a relay, of an address and of a key. */
final class LimitsReader {

  static Limits limits(LimitsSpec limits) {
    return new Limits(
        limits.connections(),
        limits.messageBytes(),
        limits.subscriptionsPerConnection(),
        new Limits.Bounds(
            null,
            limits.connectionsPerSecond(),
            limits.messagesPerSecond(),
            limits.bytesPerSecond(),
            limits.subscriptions(),
            null,
            null),
        limits(limits.perAddress()),
        limits(limits.perKey()));
  }

  private static Limits.Bounds limits(@Nullable AddressLimitsSpec limits) {
    if (limits == null) {
      return Limits.Bounds.NONE;
    }
    Integer subscriptions = limits.subscriptions();
    return new Limits.Bounds(
        limits.connections(),
        limits.connectionsPerSecond(),
        limits.messagesPerSecond(),
        limits.bytesPerSecond(),
        subscriptions == null ? null : subscriptions.longValue(),
        limits.unacknowledgedBytes(),
        limits.deferredBytes());
  }

  private static Limits.Bounds limits(@Nullable KeyLimitsSpec limits) {
    return limits == null
        ? Limits.Bounds.NONE
        : new Limits.Bounds(
            null,
            null,
            limits.messagesPerSecond(),
            limits.bytesPerSecond(),
            null,
            null,
            limits.deferredBytes());
  }

  private LimitsReader() {}
}
