package io.gunrelay.relay.graph;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.store.Entry;
import io.gunrelay.relay.store.StoreException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Reads the value of one key. */
final class ValueTask extends NodeTask {
  private final String soul;
  private final String key;
  private final CompletableFuture<Optional<Bytes>> value = new CompletableFuture<>();

  ValueTask(String soul, String key) {
    this.soul = soul;
    this.key = key;
  }

  CompletableFuture<Optional<Bytes>> value() {
    return value;
  }

  @Override
  String soul() {
    return soul;
  }

  @Override
  boolean isReady(Node node) {
    return node.knows(key);
  }

  @Override
  void want(Node node, NodeLoad load) {
    load.want(key);
  }

  @Override
  void apply(Shard shard, Node node) {
    value.complete(Optional.ofNullable(node.get(key)).map(Entry::value));
  }

  @Override
  void fail(StoreException why) {
    value.completeExceptionally(why);
  }
}
