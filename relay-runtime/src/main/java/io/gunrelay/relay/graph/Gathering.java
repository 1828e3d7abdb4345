package io.gunrelay.relay.graph;

import io.gunrelay.relay.store.Entry;
import io.gunrelay.relay.store.StoreException;
import java.util.ArrayList;
import java.util.List;

/**
 * A client's query of a range of souls. Every shard subscribes the client and hands over what it
 * has and the disk has not; then the disk is read. So each soul is without a gap: what was merged
 * before is read, what is merged after is an update.
 */
final class Gathering {
  /** What is kept of each query in memory; with more to come, the disk is waited for instead. */
  private static final int MAX_UNSYNCED = 1_000;

  private final class Task extends ShardTask {
    @Override
    void run(Shard shard) {
      gather(shard);
    }
  }

  private final RangeQuery query;
  private final Client client;
  private final Answer answer;
  private final List<Entry> unsynced = new ArrayList<>();
  private int missing;

  /**
   * @param shards how many there are
   */
  Gathering(RangeQuery query, Client client, int shards, Answer answer) {
    this.query = query;
    this.client = client;
    this.missing = shards;
    this.answer = answer;
  }

  /** The part of one shard; each must run one. */
  ShardTask task() {
    return new Task();
  }

  private void gather(Shard shard) {
    shard.subscriptions().add(query.souls(), client);
    List<Entry> ofShard = new ArrayList<>();
    shard
        .unsynced()
        .forEach(
            query,
            entry -> {
              if (ofShard.size() <= MAX_UNSYNCED) {
                ofShard.add(entry);
              }
            });
    if (isLast(ofShard)) {
      read(shard);
    }
  }

  private synchronized boolean isLast(List<Entry> ofShard) {
    unsynced.addAll(ofShard);
    missing--;
    return missing == 0;
  }

  private synchronized void read(Shard shard) {
    if (unsynced.size() <= MAX_UNSYNCED) {
      shard.stream(query, unsynced, answer);
      return;
    }
    StoreException trouble = shard.journal().trouble();
    if (trouble != null) {
      answer.failed(trouble.reasonForClients());
    } else {
      shard.journal().visit(point -> shard.stream(query, List.of(), answer));
    }
  }
}
