package io.gunrelay.relay.graph;

import java.util.List;

/**
 * Receives the answer to a query: any number of {@link #chunk}, the last with {@code more} false;
 * or one {@link #notFound}; or one {@link #failed}. Called in order, from any one thread; must not
 * block.
 */
public interface Answer {
  /**
   * Part of the answer.
   *
   * @param deltas what was asked for, each key of each soul once over all chunks; of the last chunk
   *     there may be none
   * @param more whether another chunk follows
   */
  void chunk(List<Delta> deltas, boolean more);

  /** How large a chunk may become, in bytes, before the next begins; a single key may exceed it. */
  default long chunkBytes() {
    return 1 << 20;
  }

  /**
   * Called after a chunk that others follow: {@code next} is to be run, on any thread, once the
   * receiver can take another one. Not running it ends the answer and costs nothing.
   */
  default void whenReady(Runnable next) {
    next.run();
  }

  /** Nothing is known of what was asked for. */
  void notFound();

  /** The store could not be read; {@code reason} is for the client's eyes. */
  void failed(String reason);
}
