package io.gunrelay.relay.transport;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.bytes.TextRange;
import io.gunrelay.relay.graph.Answer;
import io.gunrelay.relay.graph.Client;
import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.graph.Graph;
import io.gunrelay.relay.graph.PutResult;
import io.gunrelay.relay.graph.Query;
import io.gunrelay.relay.graph.RangeQuery;
import io.gunrelay.relay.graph.Subscribed;
import io.gunrelay.relay.graph.Update;
import io.gunrelay.relay.wire.MessageWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** A graph with one client that does the next thing when it is told to, and whose disk may fail. */
final class SteppedGraph implements Graph {
  private final NavigableMap<Query, Delta> values;
  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private final Set<Query> subscriptions;
  private final List<TextRange> ranges;
  private final RandomGenerator random;
  private List<Client> clients = List.of();
  private double failing;

  SteppedGraph(Set<Query> subscriptions, List<TextRange> ranges, RandomGenerator random) {
    this.subscriptions = subscriptions;
    this.ranges = ranges;
    this.random = random;
    values = new TreeMap<>(SteppedGraph::compare);
  }

  private static int compare(Query one, Query other) {
    int bySoul = one.soul().compareTo(other.soul());
    return bySoul != 0 ? bySoul : one.key().orElse("").compareTo(other.key().orElse(""));
  }

  void failing(double share) {
    failing = share;
  }

  /** Whether there was something to do. */
  boolean step() {
    Runnable next = tasks.pollFirst();
    if (next != null) {
      next.run();
    }
    return next != null;
  }

  /** Changes values and tells the client of those that it is subscribed to. */
  void change(List<Delta> deltas, Client client) {
    tasks.add(() -> {
      deltas.forEach(delta -> values.put(property(delta), delta));
      String soul = deltas.getFirst().soul();
      if (hearsOf(soul)) {
        tell(deltas, client);
      }
      deltas.stream()
          .filter(delta -> subscriptions.contains(property(delta)))
          .forEach(delta -> tell(List.of(delta), client));
    });
  }

  private boolean hearsOf(String soul) {
    return subscriptions.contains(new Query(soul, Optional.empty()))
        || ranges.stream().anyMatch(range -> range.contains(soul));
  }

  private void tell(List<Delta> deltas, Client client) {
    if (clients.isEmpty() || random.nextInt(4) == 0) {
      clients = List.of(client);
    }
    client.outlet().deliver(clients, new Update(deltas, MessageWriter.update("u", deltas)));
  }

  /** What the client should have. */
  Map<Query, Delta> subscribed() {
    Map<Query, Delta> subscribed = new TreeMap<>(SteppedGraph::compare);
    values.forEach((property, delta) -> {
      if (subscriptions.contains(property) || hearsOf(delta.soul())) {
        subscribed.put(property, delta);
      }
    });
    return subscribed;
  }

  static Query property(Delta delta) {
    return new Query(delta.soul(), Optional.of(delta.key()));
  }

  @Override
  public void get(Query query, Client client, Answer answer) {
    tasks.add(() ->
        answer(
            node(query.soul()).filter(delta -> query.key().map(delta.key()::equals).orElse(true)),
            answer));
  }

  @Override
  public void read(String soul, List<String> keys, Answer answer) {
    tasks.add(() ->
        answer(node(soul).filter(delta -> keys.isEmpty() || keys.contains(delta.key())), answer));
  }

  private Stream<Delta> node(String soul) {
    Query first = new Query(soul, Optional.empty());
    Query behind = new Query(soul + '\0', Optional.empty());
    return values.subMap(first, true, behind, false).values().stream();
  }

  private void answer(Stream<Delta> found, Answer answer) {
    List<Delta> deltas = new ArrayList<>(found.toList());
    if (random.nextDouble() < failing) {
      answer.failed("the disk fails");
    } else if (deltas.isEmpty()) {
      answer.notFound();
    } else {
      chunks(deltas, answer);
    }
  }

  private void chunks(List<Delta> deltas, Answer answer) {
    int end = 0;
    for (long bytes = 0; end < deltas.size() && bytes < answer.chunkBytes(); end++) {
      bytes += deltas.get(end).value().size();
    }
    List<Delta> rest = deltas.subList(end, deltas.size());
    answer.chunk(deltas.subList(0, end), !rest.isEmpty());
    if (!rest.isEmpty()) {
      answer.whenReady(() -> tasks.add(() -> chunks(rest, answer)));
    }
  }

  @Override
  public void subscriptions(Client client, Consumer<Subscribed> receiver) {
    tasks.add(() -> receiver.accept(new Subscribed(List.copyOf(subscriptions), ranges)));
  }

  @Override
  public void get(RangeQuery query, Client client, Answer answer) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletableFuture<Optional<Bytes>> value(String soul, String key) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void put(List<Delta> deltas, Client source, PutResult result) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void leave(Client client) {}
}
