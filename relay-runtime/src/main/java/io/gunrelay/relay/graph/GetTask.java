package io.gunrelay.relay.graph;

import io.gunrelay.relay.store.Entry;
import io.gunrelay.relay.store.StoreException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A client's query. */
final class GetTask extends NodeTask {
  private final Query query;
  private final Client client;
  private final Answer answer;
  private @Nullable Shard joins;

  GetTask(Query query, Client client, Answer answer) {
    this.query = query;
    this.client = client;
    this.answer = answer;
  }

  @Override
  String soul() {
    return query.soul();
  }

  /**
   * Subscribes at once, as what comes while the disk is read is an update; but in line, lest what
   * is merged before is an update as well as the answer.
   */
  @Override
  void arrived(Shard shard, boolean inLine) {
    if (inLine) {
      joins = shard;
      shard.joining().add(this);
    } else {
      shard.subscriptions().add(query, client);
    }
  }

  Client client() {
    return client;
  }

  private void join() {
    Shard shard = joins;
    // Whoever has left meanwhile is no longer among them.
    if (shard != null && shard.joining().remove(this)) {
      shard.subscriptions().add(query, client);
    }
  }

  @Override
  boolean isReady(Node node) {
    Optional<String> key = query.key();
    return key.isPresent() ? node.knows(key.get()) : node.isComplete() || node.isLarge();
  }

  @Override
  void want(Node node, NodeLoad load) {
    query.key().ifPresentOrElse(load::want, load::wantWhole);
  }

  @Override
  void apply(Shard shard, Node node) {
    join();
    Optional<String> key = query.key();
    if (key.isPresent()) {
      Entry entry = node.get(key.get());
      Chunks.send(entry == null ? List.of() : List.of(Chunks.delta(entry)), answer);
    } else if (node.isComplete()) {
      Chunks.send(Chunks.deltas(node.present()), answer);
    } else {
      shard.stream(RangeQuery.wholeNode(query.soul()), node.unsynced(), answer);
    }
  }

  @Override
  void fail(StoreException why) {
    join();
    answer.failed(why.reasonForClients());
  }
}
