package io.gunrelay.relay.graph;

import io.gunrelay.relay.store.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The nodes of a shard that have changes on their way to the disk, and some that had: they are
 * sorted out when their number has doubled. Belongs to the shard.
 */
final class UnsyncedNodes {
  private static final int FIRST_SWEEP = 1_000;

  private final List<Node> nodes = new ArrayList<>();
  private int sweepAt = FIRST_SWEEP;

  /** To be called with a node that is pinned. */
  void add(Node node) {
    if (node.isListed()) {
      return;
    }
    node.setListed(true);
    nodes.add(node);
    if (nodes.size() >= sweepAt) {
      sweep();
      sweepAt = Math.max(FIRST_SWEEP, 2 * nodes.size());
    }
  }

  /** Hands over what matches the query and has not reached the disk. */
  void forEach(RangeQuery query, Consumer<Entry> action) {
    sweep();
    for (Node node : nodes) {
      if (query.souls().contains(node.soul())) {
        for (Entry entry : node.unsynced()) {
          if (query.keys().contains(entry.key())) {
            action.accept(entry);
          }
        }
      }
    }
  }

  private void sweep() {
    nodes.removeIf(node -> {
      boolean synced = !node.isPinned();
      if (synced) {
        node.setListed(false);
      }
      return synced;
    });
  }
}
