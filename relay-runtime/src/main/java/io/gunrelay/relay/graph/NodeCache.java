package io.gunrelay.relay.graph;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The nodes that a shard remembers; those used least recently are forgotten first. */
final class NodeCache {
  /** How many nodes in use are passed over before giving up until the next time. */
  private static final int MAX_PASSED_OVER = 32;

  private final Map<String, Node> nodes = new HashMap<>();
  private final long maxBytes;
  private @Nullable Node newest;
  private @Nullable Node oldest;
  private long bytes;
  private volatile long publishedBytes;

  NodeCache(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** About how much memory the nodes take; from any thread, now and then brought up to date. */
  long bytes() {
    return publishedBytes;
  }

  /** The node, made if it is not remembered; it becomes the most recently used. */
  Node use(String soul) {
    Node node = nodes.get(soul);
    if (node == null) {
      node = new Node(soul);
      nodes.put(soul, node);
      bytes += node.bytes();
    } else if (node == newest) {
      return node;
    } else {
      unlink(node);
    }
    linkNewest(node);
    return node;
  }

  /** To be called with what {@link Node#bytes} was before the node changed. */
  void resized(Node node, long bytesBefore) {
    bytes += node.bytes() - bytesBefore;
    if (node.bytes() > maxBytes / 8 && node.mayBeForgotten()) {
      long before = node.bytes();
      node.trim();
      bytes += node.bytes() - before;
    }
  }

  /** Forgets nodes until the rest fits. */
  void shrink() {
    int passedOver = 0;
    while (bytes > maxBytes && oldest != null && passedOver < MAX_PASSED_OVER) {
      Node node = oldest;
      unlink(node);
      if (node.mayBeForgotten()) {
        nodes.remove(node.soul());
        bytes -= node.bytes();
      } else {
        linkNewest(node);
        passedOver++;
      }
    }
    publishedBytes = bytes;
  }

  private void linkNewest(Node node) {
    node.older = newest;
    node.newer = null;
    if (newest != null) {
      newest.newer = node;
    }
    newest = node;
    if (oldest == null) {
      oldest = node;
    }
  }

  private void unlink(Node node) {
    if (node.older != null) {
      node.older.newer = node.newer;
    } else {
      oldest = node.newer;
    }
    if (node.newer != null) {
      node.newer.older = node.older;
    } else {
      newest = node.older;
    }
  }
}
