package io.gunrelay.relay.graph;

import io.gunrelay.relay.bytes.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The graph as connections use it. All methods may be called from any thread and return at once.
 */
public interface Graph {
  /**
   * Merges a client's put by HAM, passes what won on to the subscribers (but not to {@code source})
   * and acknowledges once the outcome is synced to disk.
   *
   * @param deltas the keys of the put, in its order; not empty
   * @param source who sent it
   */
  void put(List<Delta> deltas, Client source, PutResult result);

  /** Answers a query and subscribes the client to it, without a gap between the two. */
  void get(Query query, Client client, Answer answer);

  /**
   * Answers a query of ranges, in their order, and subscribes the client to the souls of it: to the
   * soul if there is but one, else to the range. Without a gap between the two.
   */
  void get(RangeQuery query, Client client, Answer answer);

  /**
   * The value of one key, its JSON text, for the relay's own use; empty when there is none. The
   * future fails when the store cannot be read; what depends on it must not block.
   */
  CompletableFuture<Optional<Bytes>> value(String soul, String key);

  /**
   * Answers with the present values of properties, those that are there; nobody is subscribed.
   *
   * @param keys of the soul; a few, since they are held in memory together; empty for all
   */
  void read(String soul, List<String> keys, Answer answer);

  /** Hands over what the client is subscribed to, once, by any thread. */
  void subscriptions(Client client, Consumer<Subscribed> receiver);

  /** Forgets the client and all its subscriptions. */
  void leave(Client client);
}
