package io.gunrelay.relay.transport;

import io.gunrelay.relay.bytes.Bytes;
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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A graph that can be told to hold back its acknowledgements, which a real one cannot. */
final class MemoryGraph implements Graph {
  private final Map<String, Map<String, Delta>> nodes = new LinkedHashMap<>();
  private final Map<String, Set<Client>> subscribers = new LinkedHashMap<>();
  private final List<PutResult> heldBack = new ArrayList<>();
  private final List<Client> left = new ArrayList<>();
  private boolean holding;
  private String failure = "";

  @Override
  public synchronized void put(List<Delta> deltas, Client source, PutResult result) {
    if (!failure.isEmpty()) {
      result.refused(failure);
      return;
    }
    for (Delta delta : deltas) {
      Delta before =
          nodes
              .computeIfAbsent(delta.soul(), soul -> new LinkedHashMap<>())
              .put(delta.key(), delta);
      if (!delta.equals(before)) {
        result.won(delta.soul(), delta.value().size());
      }
      List<Client> others =
          subscribers.getOrDefault(delta.soul(), Set.of()).stream()
              .filter(client -> !client.equals(source))
              .toList();
      others.stream()
          .map(Client::outlet)
          .distinct()
          .forEach(outlet ->
              outlet.deliver(
                  others.stream().filter(client -> client.outlet().equals(outlet)).toList(),
                  new Update(List.of(delta), MessageWriter.update("u", List.of(delta)))));
    }
    result.merged();
    if (holding) {
      heldBack.add(result);
    } else {
      result.stored();
    }
  }

  @Override
  public synchronized void get(Query query, Client client, Answer answer) {
    subscribers.computeIfAbsent(query.soul(), soul -> new HashSet<>()).add(client);
    List<Delta> found =
        nodes.getOrDefault(query.soul(), Map.of()).values().stream()
            .filter(delta -> query.key().map(delta.key()::equals).orElse(true))
            .toList();
    if (!failure.isEmpty()) {
      answer.failed(failure);
    } else if (found.isEmpty()) {
      answer.notFound();
    } else {
      answer.chunk(found, false);
    }
  }

  @Override
  public synchronized void get(RangeQuery query, Client client, Answer answer) {
    List<Delta> found =
        nodes.values().stream()
            .flatMap(node -> node.values().stream())
            .filter(delta -> query.souls().contains(delta.soul()))
            .filter(delta -> query.keys().contains(delta.key()))
            .toList();
    answer.chunk(found, false);
  }

  @Override
  public synchronized CompletableFuture<Optional<Bytes>> value(String soul, String key) {
    return CompletableFuture.completedFuture(
        Optional.ofNullable(nodes.getOrDefault(soul, Map.of()).get(key)).map(Delta::value));
  }

  @Override
  public synchronized void read(String soul, List<String> keys, Answer answer) {
    Map<String, Delta> node = nodes.getOrDefault(soul, Map.of());
    answer.chunk(keys.stream().filter(node::containsKey).map(node::get).toList(), false);
  }

  @Override
  public synchronized void subscriptions(Client client, Consumer<Subscribed> receiver) {
    receiver.accept(
        new Subscribed(
            subscribers.entrySet().stream()
                .filter(entry -> entry.getValue().contains(client))
                .map(entry -> new Query(entry.getKey(), Optional.empty()))
                .toList(),
            List.of()));
  }

  @Override
  public synchronized void leave(Client client) {
    left.add(client);
    subscribers.values().forEach(clients -> clients.remove(client));
  }

  synchronized void holdAcknowledgements() {
    holding = true;
  }

  synchronized void releaseAcknowledgements() {
    holding = false;
    heldBack.forEach(PutResult::stored);
    heldBack.clear();
  }

  synchronized int heldBack() {
    return heldBack.size();
  }

  synchronized int left() {
    return left.size();
  }

  synchronized void fail(String reason) {
    failure = reason;
  }
}
