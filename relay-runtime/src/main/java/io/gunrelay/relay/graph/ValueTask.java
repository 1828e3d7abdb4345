package io.gunrelay.relay.graph;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.store.Entry;
import io.gunrelay.relay.store.StoreException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Reads the value of one key. */
final class ValueTask extends KeyTask {
  private final CompletableFuture<Optional<Bytes>> value = new CompletableFuture<>();

  ValueTask(String soul, String key) {
    super(soul, key);
  }

  CompletableFuture<Optional<Bytes>> value() {
    return value;
  }

  @Override
  void apply(Shard shard, Node node) {
    value.complete(Optional.ofNullable(node.get(key())).map(Entry::value));
  }

  @Override
  void fail(StoreException why) {
    value.completeExceptionally(why);
  }
}
