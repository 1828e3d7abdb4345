package io.gunrelay.relay.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Goes from shard to shard and gathers what a client is subscribed to. */
final class CollectTask extends ShardTask {
  private final Client client;
  private final List<Shard> rest;
  private final List<Query> found;
  private final Consumer<Subscribed> receiver;

  /**
   * @param shards those to ask, the one that runs this first among them
   */
  CollectTask(Client client, List<Shard> shards, Consumer<Subscribed> receiver) {
    this(client, shards.subList(1, shards.size()), new ArrayList<>(), receiver);
  }

  private CollectTask(
      Client client, List<Shard> rest, List<Query> found, Consumer<Subscribed> receiver) {
    this.client = client;
    this.rest = rest;
    this.found = found;
    this.receiver = receiver;
  }

  @Override
  void run(Shard shard) {
    Subscribed here = shard.subscriptions().of(client);
    found.addAll(here.queries());
    if (rest.isEmpty()) {
      // Every shard knows all ranges.
      receiver.accept(new Subscribed(found, here.ranges()));
    } else {
      rest.getFirst()
          .submit(new CollectTask(client, rest.subList(1, rest.size()), found, receiver));
    }
  }
}
