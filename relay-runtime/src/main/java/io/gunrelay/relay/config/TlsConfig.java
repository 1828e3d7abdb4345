package io.gunrelay.relay.config;

import io.gunrelay.relay.tls.TlsFiles;
import io.gunrelay.relay.tls.TlsVersion;

/**
 * The TLS of the three ports.
 *
 * @param least of the clients' and the admin port
 */
public record TlsConfig(TlsFiles clients, TlsVersion least, TlsFiles admin, TlsFiles replication) {
  /** None. */
  public static final TlsConfig NONE =
      new TlsConfig(TlsFiles.NONE, TlsVersion.TLS_1_3, TlsFiles.NONE, TlsFiles.NONE);
}
