package io.gunrelay.e2e.loadgen.client;

import io.gunrelay.e2e.loadgen.wire.Message;

/** What happens on one connection. All calls come from the connection's own event loop. */
public interface Listener {
  /** A message came in; it is valid during this call only. Handshakes are not shown. */
  void message(GunClient client, Message message);

  /** A frame was not understood. */
  default void malformed(GunClient client, RuntimeException why) {}

  /** The connection ended, from whichever side. */
  default void closed(GunClient client) {}
}
