package io.gunrelay.relay.graph;

import java.util.List;

/**
 * Receives the answer to a query: any number of {@link #chunk}, the last with {@code more} false;
 * or one {@link #notFound}; or one {@link #failed}. Called in order, from any one thread; must not
 * block.
 */
public interface Answer {
  /**
   * Part of the node.
   *
   * @param deltas keys of the node that was asked for, each once over all chunks
   * @param more whether another chunk follows
   */
  void chunk(List<Delta> deltas, boolean more);

  /** Nothing is known of what was asked for. */
  void notFound();

  /** The store could not be read; {@code reason} is for the client's eyes. */
  void failed(String reason);
}
