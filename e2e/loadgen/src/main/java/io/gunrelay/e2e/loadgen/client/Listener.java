package io.gunrelay.e2e.loadgen.client;

import io.gunrelay.e2e.loadgen.wire.Message;

/** What happens on one connection. All calls come from the connection's own event loop. */
public interface Listener {
  /** A message came in; it is valid during this call only. Handshakes are not shown. */
  void message(GunClient client, Message message);

  /**
   * A text frame came in. Who only counts can do so here, for a fraction of what taking messages
   * apart costs.
   *
   * @param text lent for this call; the frame is {@code text[start, end)}
   * @return whether that was all; otherwise its messages follow one by one
   */
  default boolean frame(GunClient client, byte[] text, int start, int end) {
    return false;
  }

  /** Everything that has come so far has been shown. */
  default void caughtUp(GunClient client) {}

  /** The relay asks the client to leave and to dial again, as it is going or has too many. */
  default void sentAway(GunClient client) {}

  /** A frame was not understood. */
  default void malformed(GunClient client, RuntimeException why) {}

  /** The connection ended, from whichever side. */
  default void closed(GunClient client) {}
}
