package io.gunrelay.relay.config;

import io.gunrelay.relay.tls.TlsFiles;
import io.gunrelay.relay.tls.TlsVersion;

/**
 * How a relay meets who is outside.
 *
 * @param tls of the clients' port
 * @param leastTls of the clients' and the admin port
 */
public record EdgeConfig(
    TlsFiles tls, TlsVersion leastTls, TlsFiles adminTls, TlsFiles replicationTls) {

  /** What holds when nothing is said. */
  public static final EdgeConfig USUAL =
      new EdgeConfig(TlsFiles.NONE, TlsVersion.TLS_1_3, TlsFiles.NONE, TlsFiles.NONE);
}
