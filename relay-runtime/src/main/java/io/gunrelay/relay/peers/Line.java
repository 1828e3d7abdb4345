package io.gunrelay.relay.peers;

import io.gunrelay.relay.bytes.Bytes;

/** An open connection to a peer. Called by the peer's thread; its methods return at once. */
public interface Line {
  /** Whether it takes a text now; once it does again, {@link Peer#flush} is called. */
  boolean isReady();

  /** Sends a text; only when it is ready. */
  void send(Bytes text);

  /** Asks for the next text, which {@link Peer#heard} is given. */
  void more();

  /** Closes it, not to be dialled again soon; {@link Peer#closed} follows. */
  void hangUp(String why);
}
