package io.gunrelay.relay.tls;

/** Files that cannot be used for TLS. The message names the file, what is wrong and the remedy. */
public final class TlsException extends Exception {
  private static final long serialVersionUID = 1;

  TlsException(String message) {
    super(message);
  }

  TlsException(String message, Throwable cause) {
    super(message, cause);
  }
}
