package io.gunrelay.relay.graph;

import io.gunrelay.relay.store.StoreException;

/** Work on one node, which may first have to be read from the disk. */
abstract class NodeTask extends ShardTask {
  /** The node. */
  abstract String soul();

  /**
   * It has come to its shard.
   *
   * @param inLine whether others wait for the node, which go first
   */
  void arrived(Shard shard, boolean inLine) {}

  /** Whether all that is needed of the node is known. */
  abstract boolean isReady(Node node);

  /** Says what is needed. */
  abstract void want(Node node, NodeLoad load);

  /** Does the work. */
  abstract void apply(Shard shard, Node node);

  /** Called instead of {@link #apply} when the disk cannot be read. */
  abstract void fail(StoreException why);

  @Override
  void run(Shard shard) {
    shard.handle(this);
  }
}
