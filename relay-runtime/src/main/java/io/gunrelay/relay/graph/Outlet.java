package io.gunrelay.relay.graph;

import io.gunrelay.relay.bytes.Bytes;
import java.util.List;

/** The clients of one event loop: updates cross to it in batches. */
public interface Outlet {
  /**
   * Hands a message to several clients of this outlet. Never blocks; called from any thread, and
   * for one soul in the order of its changes.
   *
   * @param clients who receives it, at least one; unmodifiable, and nobody changes it any more
   * @param message one complete GUN message, JSON text in UTF-8
   */
  void deliver(List<Client> clients, Bytes message);
}
