package io.gunrelay.relay.graph;

import java.util.List;

/** The clients of one event loop: updates cross to it in batches. */
public interface Outlet {
  /**
   * Hands an update to several clients of this outlet. Never blocks; called from any thread, and
   * for one soul in the order of its changes.
   *
   * @param clients who receives it, at least one; unmodifiable, and nobody changes it any more
   */
  void deliver(List<Client> clients, Update update);
}
