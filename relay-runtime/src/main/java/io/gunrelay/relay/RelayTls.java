package io.gunrelay.relay;

import io.gunrelay.relay.config.TlsConfig;
import io.gunrelay.relay.tls.PeerTls;
import io.gunrelay.relay.tls.PortTls;
import io.gunrelay.relay.tls.Tls;
import io.gunrelay.relay.tls.TlsException;

/** The TLS of a relay's three ports. */
record RelayTls(PortTls clients, PortTls admin, PeerTls peers) {
  static RelayTls open(Tls tls, TlsConfig config) throws StartException {
    try {
      return new RelayTls(
          tls.port("clients", config.clients(), config.least()),
          tls.port("admin", config.admin(), config.least()),
          tls.peers("replication", config.replication()));
    } catch (TlsException e) {
      throw new StartException(
          ExitCode.CERTIFICATE_UNUSABLE, "TLS cannot begin: " + e.getMessage(), e);
    }
  }
}
