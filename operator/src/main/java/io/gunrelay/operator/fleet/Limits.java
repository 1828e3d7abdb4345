package io.gunrelay.operator.fleet;

import org.jspecify.annotations.Nullable;

/**
 * Bounds of one relay.
 *
 * @param relay of all its clients together
 * @param address of those of one address together
 * @param key of what is put into one user's space
 */
public record Limits(
    int connections,
    int messageBytes,
    int subscriptionsPerConnection,
    Bounds relay,
    Bounds address,
    Bounds key) {

  /** Bounds of what some clients do together. Null is no bound. */
  public record Bounds(
      @Nullable Integer connections,
      @Nullable Integer connectionsPerSecond,
      @Nullable Integer messagesPerSecond,
      @Nullable Long bytesPerSecond,
      @Nullable Long subscriptions,
      @Nullable Long unacknowledgedBytes,
      @Nullable Long deferredBytes) {

    /** No bounds. */
    public static final Bounds NONE = new Bounds(null, null, null, null, null, null, null);
  }

  /** A relay that bounds each connection, but not what several do together. */
  public static Limits ofConnections(
      int connections, int messageBytes, int subscriptionsPerConnection) {
    return new Limits(
        connections,
        messageBytes,
        subscriptionsPerConnection,
        Bounds.NONE,
        Bounds.NONE,
        Bounds.NONE);
  }
}
