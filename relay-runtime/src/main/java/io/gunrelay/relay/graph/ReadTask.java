package io.gunrelay.relay.graph;

import io.gunrelay.relay.store.Entry;
import io.gunrelay.relay.store.StoreException;
import java.util.ArrayList;
import java.util.List;

/** Reads properties of a node, as they stand: some, or all. */
final class ReadTask extends NodeTask {
  private final String soul;
  private final List<String> keys;
  private final Answer answer;

  /**
   * @param keys which; empty for all
   */
  ReadTask(String soul, List<String> keys, Answer answer) {
    this.soul = soul;
    this.keys = keys;
    this.answer = answer;
  }

  @Override
  String soul() {
    return soul;
  }

  @Override
  boolean isReady(Node node) {
    if (keys.isEmpty()) {
      return node.isComplete() || node.isLarge();
    }
    for (String key : keys) {
      if (!node.knows(key)) {
        return false;
      }
    }
    return true;
  }

  @Override
  void want(Node node, NodeLoad load) {
    if (keys.isEmpty()) {
      load.wantWhole();
    }
    for (String key : keys) {
      if (!node.knows(key)) {
        load.want(key);
      }
    }
  }

  @Override
  void apply(Shard shard, Node node) {
    if (!keys.isEmpty()) {
      Chunks.send(present(node), answer);
    } else if (node.isComplete()) {
      Chunks.send(Chunks.deltas(node.present()), answer);
    } else {
      shard.stream(RangeQuery.wholeNode(soul), node.unsynced(), answer);
    }
  }

  private List<Delta> present(Node node) {
    List<Delta> present = new ArrayList<>(keys.size());
    for (String key : keys) {
      Entry entry = node.get(key);
      if (entry != null) {
        present.add(Chunks.delta(entry));
      }
    }
    return present;
  }

  @Override
  void fail(StoreException why) {
    answer.failed(why.reasonForClients());
  }
}
