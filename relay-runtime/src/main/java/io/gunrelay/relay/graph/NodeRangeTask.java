package io.gunrelay.relay.graph;

import io.gunrelay.relay.store.Entry;
import io.gunrelay.relay.store.StoreException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A client's query of a range of one node's properties. */
final class NodeRangeTask extends NodeTask {
  private final String soul;
  private final RangeQuery query;
  private final Client client;
  private final Answer answer;

  /**
   * @param soul the only one that is asked for
   */
  NodeRangeTask(String soul, RangeQuery query, Client client, Answer answer) {
    this.soul = soul;
    this.query = query;
    this.client = client;
    this.answer = answer;
  }

  @Override
  String soul() {
    return soul;
  }

  /** Subscribes first: what comes while the disk is read is an update, what came before is read. */
  @Override
  void run(Shard shard) {
    shard.subscriptions().add(new Query(soul, Optional.empty()), client);
    super.run(shard);
  }

  @Override
  boolean isReady(Node node) {
    return node.isComplete() || node.isLarge();
  }

  @Override
  void want(Node node, NodeLoad load) {
    load.wantWhole();
  }

  @Override
  void apply(Shard shard, Node node) {
    if (node.isComplete()) {
      Chunks.send(wanted(node), answer);
    } else {
      shard.stream(query, node.unsynced(), answer);
    }
  }

  private List<Delta> wanted(Node node) {
    Comparator<Entry> order = Comparator.comparing(Entry::key);
    List<Entry> entries = new ArrayList<>(node.present());
    entries.removeIf(entry -> !query.keys().contains(entry.key()));
    entries.sort(query.reverse() ? order.reversed() : order);
    long budget = query.budget();
    List<Delta> wanted = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      if (budget <= 0) {
        break;
      }
      budget -= ValueLength.of(entry.value());
      wanted.add(Chunks.delta(entry));
    }
    return wanted;
  }

  @Override
  void fail(StoreException why) {
    answer.failed(why.reasonForClients());
  }
}
