package io.gunrelay.relay.api;

import java.util.Set;

/**
 * Options of the configuration file that a running relay takes when the file changes. A change of
 * any other takes a restart.
 */
public final class LiveOptions {
  /** As they are spelled in the file. */
  public static final Set<String> KEYS =
      Set.of(
          "allowedOrigins",
          "ciphertextShapes",
          "drainRate",
          "drainUrl",
          "encryption",
          "entries",
          "fence",
          "fenceAfterMs",
          "fenceRegions",
          "logLevel",
          "maxBytesPerSecond",
          "maxBytesPerSecondPerAddress",
          "maxBytesPerSecondPerKey",
          "maxConnections",
          "maxConnectionsPerAddress",
          "maxConnectionsPerSecond",
          "maxConnectionsPerSecondPerAddress",
          "maxDeferredBytesPerAddress",
          "maxDeferredBytesPerKey",
          "maxMessageBytes",
          "maxMessagesPerSecond",
          "maxMessagesPerSecondPerAddress",
          "maxMessagesPerSecondPerKey",
          "maxSubscriptions",
          "maxSubscriptionsPerAddress",
          "maxSubscriptionsPerConnection",
          "maxUnacknowledgedBytesPerAddress",
          "proxyProtocol",
          "signedOnly",
          "trustedProxies");

  private LiveOptions() {}
}
