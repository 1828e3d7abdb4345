package io.gunrelay.relay.files;

import io.gunrelay.relay.graph.Delta;

/** Takes what is read, piece by piece. */
public interface Receiver {
  /**
   * One value; may wait until there is room for it.
   *
   * @throws FileException if it cannot be kept
   */
  void take(Delta delta) throws FileException, InterruptedException;

  /** Something that is no value of a graph, and is passed over. */
  void leaveOut();
}
