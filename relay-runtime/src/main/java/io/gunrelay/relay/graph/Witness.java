package io.gunrelay.relay.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Told of what clients of this relay changed, not of what other relays of the fleet did. Called by
 * the shards' threads, for one soul in the order of its changes; must not block.
 */
public interface Witness {
  /** Whom nothing is of interest to. */
  Witness NOBODY = (deltas, source) -> {};

  /**
   * Changes that won.
   *
   * @param deltas of one soul, not empty
   * @param source who brought them; null when they were kept until they were due
   */
  void changed(List<Delta> deltas, @Nullable Client source);
}
