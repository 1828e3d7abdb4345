package io.gunrelay.relay.graph;

import io.gunrelay.relay.bytes.TextRange;
import io.gunrelay.relay.store.Entry;
import io.gunrelay.relay.trace.Trace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who hears of what, for the souls of one shard, and belongs to it. */
final class Subscriptions {
  private static final class Topic {
    /** The same for all who ask for the node, which may be many. */
    private final Query query;

    private final Audience node = new Audience();
    private final Map<String, Audience> keys = new HashMap<>(0);

    Topic(String soul) {
      query = new Query(soul, Optional.empty());
    }

    /** An equal query that holds on to as little as possible. */
    Query shared(Query asked) {
      return asked.key().isEmpty() ? query : new Query(query.soul(), asked.key());
    }

    boolean isEmpty() {
      return node.size() == 0 && keys.isEmpty();
    }
  }

  private final Map<String, Topic> topics = new HashMap<>();
  private final Topic noTopic = new Topic("");
  private final Map<Client, List<Query>> byClient = new HashMap<>();
  private final RangeSubscriptions ranges = new RangeSubscriptions();
  private final UpdateWriter writer;
  private volatile long size;

  Subscriptions(UpdateWriter writer) {
    this.writer = writer;
  }

  /** How many there are; from any thread. */
  long size() {
    return size;
  }

  /** Does nothing if the client hears of it already. */
  void add(Query query, Client client) {
    Topic topic = topics.computeIfAbsent(query.soul(), Topic::new);
    List<Query> queries = byClient.getOrDefault(client, List.of());
    if (query.key().isPresent() && isKnown(topic.node, queries, topic.query, client)) {
      return;
    }
    Audience audience =
        query.key().isEmpty()
            ? topic.node
            : topic.keys.computeIfAbsent(query.key().get(), key -> new Audience());
    if (!isKnown(audience, queries, query, client)) {
      audience.add(client);
      remember(queries, topic.shared(query), client);
      setSize(size + 1);
    }
  }

  /** Most clients ask one shard for one thing or for none. */
  private void remember(List<Query> queries, Query query, Client client) {
    switch (queries.size()) {
      case 0 -> byClient.put(client, List.of(query));
      case 1 -> {
        List<Query> several = new ArrayList<>(queries);
        several.add(query);
        byClient.put(client, several);
      }
      default -> queries.add(query);
    }
  }

  /** Does nothing if the client hears of the range already. */
  void add(TextRange souls, Client client) {
    ranges.add(souls, client);
  }

  /** What the client hears of, as far as this shard knows. */
  Subscribed of(Client client) {
    return new Subscribed(byClient.getOrDefault(client, List.of()), ranges.of(client));
  }

  void removeAll(Client client) {
    ranges.removeAll(client);
    List<Query> queries = byClient.remove(client);
    if (queries == null) {
      return;
    }
    for (Query query : queries) {
      Topic topic = topics.get(query.soul());
      if (topic != null) {
        remove(topic, query, client);
        if (topic.isEmpty()) {
          topics.remove(query.soul());
        }
      }
    }
    setSize(size - queries.size());
  }

  /**
   * Tells those who asked for it of changes of one soul.
   *
   * @param source who hears nothing of it, since the changes are its own
   * @param trace the changes' own, null if they are not traced
   */
  void publish(String soul, List<Entry> winners, @Nullable Client source, @Nullable Trace trace) {
    Topic topic = topics.getOrDefault(soul, noTopic);
    Audience around = ranges.around(soul, topic.node);
    if (topic.isEmpty() && around.size() == 0) {
      return;
    }
    List<Delta> changes = Chunks.deltas(winners);
    Update whole = null;
    if (topic.node.size() > 0 || around.size() > 0) {
      whole = update(changes, trace);
      topic.node.deliver(whole, source);
      around.deliver(whole, source);
    }
    if (topic.keys.isEmpty()) {
      return;
    }
    for (Delta change : changes) {
      Audience audience = topic.keys.get(change.key());
      if (audience != null) {
        Update one = whole != null && changes.size() == 1 ? whole : update(List.of(change), trace);
        audience.deliver(one, source);
      }
    }
  }

  private Update update(List<Delta> changes, @Nullable Trace trace) {
    return new Update(changes, writer.update(changes), trace);
  }

  /**
   * Looks where there is less to look through: a soul may have many clients, a client many souls.
   */
  private static boolean isKnown(
      Audience audience, List<Query> queries, Query query, Client client) {
    return audience.size() < queries.size() ? audience.contains(client) : queries.contains(query);
  }

  private static void remove(Topic topic, Query query, Client client) {
    if (query.key().isEmpty()) {
      topic.node.remove(client);
      return;
    }
    String key = query.key().get();
    Audience audience = topic.keys.get(key);
    if (audience != null) {
      audience.remove(client);
      if (audience.size() == 0) {
        topic.keys.remove(key);
      }
    }
  }

  private void setSize(long newSize) {
    size = newSize;
  }
}
