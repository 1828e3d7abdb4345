package io.gunrelay.relay.graph;

import io.gunrelay.relay.store.Entry;
import io.gunrelay.relay.store.GraphReads;
import io.gunrelay.relay.store.StoreException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is to be read of one node, and then what was found. Passed from thread to thread. */
final class NodeLoad {
  private static final int MAX_ENTRIES = 256;
  private static final long MAX_BYTES = 128 << 10;

  private final Node node;
  private final Set<String> keys = new LinkedHashSet<>(2);
  private boolean whole;
  private List<Entry> found = List.of();
  private List<@Nullable Entry> properties = List.of();
  private boolean complete;
  private @Nullable StoreException failure;

  NodeLoad(Node node) {
    this.node = node;
  }

  Node node() {
    return node;
  }

  void wantWhole() {
    whole = true;
  }

  void want(String key) {
    keys.add(key);
  }

  @Nullable StoreException failure() {
    return failure;
  }

  /** Reads all of them; by a storage thread. */
  static void readAll(List<NodeLoad> loads, GraphReads reads) {
    try {
      List<GraphReads.Property> wanted = new ArrayList<>(loads.size());
      for (NodeLoad load : loads) {
        load.readWhole(reads);
        for (String key : load.keys) {
          wanted.add(new GraphReads.Property(load.node.soul(), key));
        }
      }
      if (!wanted.isEmpty()) {
        hand(loads, reads.properties(wanted));
      }
    } catch (StoreException e) {
      for (NodeLoad load : loads) {
        load.failure = e;
      }
    }
  }

  private static void hand(List<NodeLoad> loads, List<@Nullable Entry> entries) {
    int at = 0;
    for (NodeLoad load : loads) {
      if (!load.keys.isEmpty()) {
        load.properties = entries.subList(at, at + load.keys.size());
        at += load.keys.size();
      }
    }
  }

  private void readWhole(GraphReads reads) {
    if (!whole) {
      return;
    }
    GraphReads.Beginning beginning = reads.node(node.soul(), MAX_ENTRIES, MAX_BYTES);
    if (beginning.complete()) {
      complete = true;
      found = beginning.entries();
      keys.clear();
    }
  }

  /** Tells the node; by its shard. */
  void install() {
    for (Entry entry : found) {
      node.install(entry.key(), entry);
    }
    int at = 0;
    for (String key : keys) {
      node.install(key, properties.get(at++));
    }
    if (complete) {
      node.setComplete();
    } else if (whole) {
      node.setLarge();
    }
  }
}
