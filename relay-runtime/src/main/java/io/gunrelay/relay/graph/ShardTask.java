package io.gunrelay.relay.graph;

import io.gunrelay.relay.work.Inbox;

/** Work for a shard. */
abstract class ShardTask extends Inbox.Item<ShardTask> {
  /** Called once, by the shard's thread. */
  abstract void run(Shard shard);
}
