package io.gunrelay.relay.config;

import io.gunrelay.relay.drain.DrainSettings;
import io.gunrelay.relay.limits.ClientLimits;
import io.gunrelay.relay.peers.net.PeeringSettings;
import io.gunrelay.relay.sea.SeaSettings;
import java.nio.file.Path;
import java.time.Duration;

/** A relay's configuration, checked. {@link Option} says what each value means. */
public record RelayConfig(
    String bindAddress,
    int port,
    int adminPort,
    int replicationPort,
    Path dataDir,
    String name,
    String logFormat,
    String logLevel,
    ReplicationConfig replication,
    int maxConnections,
    int maxMessageBytes,
    int maxSubscriptionsPerConnection,
    long cacheBytes,
    Duration shutdownGrace,
    SeaSettings sea,
    DrainSettings drain,
    PeeringSettings peers,
    EdgeConfig edge,
    ObserveConfig observe) {

  public ClientLimits clientLimits() {
    return new ClientLimits(maxConnections, maxMessageBytes, maxSubscriptionsPerConnection);
  }
}
