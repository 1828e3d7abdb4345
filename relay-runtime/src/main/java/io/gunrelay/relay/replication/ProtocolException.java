package io.gunrelay.relay.replication;

import java.io.IOException;

/** The other side said what no relay of a version that this one knows would say. */
public final class ProtocolException extends IOException {
  private static final long serialVersionUID = 1;

  public ProtocolException(String message) {
    super(message);
  }
}
