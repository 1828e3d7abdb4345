package io.gunrelay.relay.replication.net;

import java.io.IOException;

/** The other side begins a handshake, or refuses one, where this one speaks plain TCP. */
final class SpeaksTlsException extends IOException {
  private static final long serialVersionUID = 1;

  SpeaksTlsException() {
    super("it speaks TLS, and this relay does not (replication-insecure)");
  }
}
