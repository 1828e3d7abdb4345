package io.gunrelay.relay;

import io.gunrelay.relay.config.Option;
import io.gunrelay.relay.config.RelayConfig;
import io.gunrelay.relay.replication.net.ReplicationSettings;
import io.gunrelay.relay.replication.net.ReplicationSettings.Security;
import io.gunrelay.relay.replication.net.ReplicationSettings.Timing;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/** Whether and how a relay's configuration has it replicate. */
final class RelayReplication {
  private static final Logger LOG = System.getLogger(RelayReplication.class.getName());

  private RelayReplication() {}

  /** How links are secured; empty if nothing says whom to let in: then no port is opened. */
  static Optional<Security> security(RelayConfig config, RelayTls tls) {
    if (tls.peers().isOn()) {
      return Optional.of(tls.peers()::secured);
    }
    if (!config.replication().insecure()) {
      return Optional.empty();
    }
    LOG.log(
        Level.WARNING,
        "Whoever reaches the port for other relays may read and write everything ({0}).",
        Option.REPLICATION_INSECURE.flag());
    return Optional.of(tls.peers()::secured);
  }

  /**
   * What replication is started with.
   *
   * @param listen where other relays are to reach this one
   */
  static ReplicationSettings settings(
      RelayConfig config, InetSocketAddress listen, Security security) {
    List<InetSocketAddress> others =
        config.replication().replicateWith().stream()
            .map(other -> InetSocketAddress.createUnresolved(other.host(), other.port()))
            .toList();
    return new ReplicationSettings(
        listen,
        others,
        config.name(),
        config.replication().region(),
        config.replication().regionLinks(),
        config.replication().readyLag(),
        Timing.USUAL,
        security);
  }
}
