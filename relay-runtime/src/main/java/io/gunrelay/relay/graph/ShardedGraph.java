package io.gunrelay.relay.graph;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.store.Entry;
import io.gunrelay.relay.store.Origin;
import io.gunrelay.relay.store.Store;
import io.gunrelay.relay.store.StoreException;
import io.gunrelay.relay.store.Write;
import io.gunrelay.relay.trace.TraceContext;
import io.gunrelay.relay.trace.Traces;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** The graph, split by soul into shards that know nothing of each other. */
final class ShardedGraph implements Graph, ReplicaGraph {
  private static final int DELTA_OVERHEAD = 160;

  private static final class LeaveTask extends ShardTask {
    private final Client client;

    LeaveTask(Client client) {
      this.client = client;
    }

    @Override
    void run(Shard shard) {
      shard.leave(client);
    }
  }

  private final List<Shard> shards;
  private final Store store;
  private final InstantSource clock;
  private final Traces traces;
  private final PutTicket.Promise promise;
  private final Pressure pressure;
  private final Deferrals deferrals;
  private final LongAdder puts = new LongAdder();
  private final LongAdder putBytes = new LongAdder();
  private final Refusals refused = new Refusals();
  private volatile boolean closed;

  /** Starts it: {@code threads} has a loop for each shard. */
  ShardedGraph(
      GraphSettings settings,
      GraphEngine.Threads threads,
      Store store,
      Coverage coverage,
      UpdateWriter writer,
      Witness witness,
      InstantSource clock,
      Traces traces) {
    this.store = store;
    this.promise = new PutTicket.Promise(settings.durability(), coverage);
    this.clock = clock;
    this.traces = traces;
    this.pressure = new Pressure(settings.maxPendingBytes());
    List<Shard> made = new ArrayList<>(threads.loops().size());
    long cacheBytes = settings.cacheBytes() / threads.loops().size();
    for (Executor loop : threads.loops()) {
      made.add(new Shard(loop, threads.storage(), store, writer, witness, cacheBytes));
    }
    this.shards = List.copyOf(made);
    this.deferrals =
        new Deferrals(
            store.deferred(),
            settings.maxDeferred(),
            settings.maxDeferredBytes(),
            threads.timer(),
            clock,
            store.journal(),
            this::takeDue);
  }

  @Override
  public void put(List<Delta> deltas, Client source, PutResult result) {
    StoreException trouble = store.journal().trouble();
    if (trouble != null) {
      refused.count(Refusal.DISK);
      result.refused(trouble.reasonForClients());
      return;
    }
    if (closed) {
      refused.count(Refusal.STOPPING);
      result.refused("the relay is shutting down");
      return;
    }
    Optional<String> alone = promise.refusal();
    if (alone.isPresent()) {
      refused.count(Refusal.ALONE);
      result.refused(alone.get());
      return;
    }
    long bytes = bytes(deltas);
    if (!pressure.tryTake(bytes)) {
      refused.count(Refusal.PRESSURE);
      result.refused("the relay has more puts in hand than its disk can take; try again later");
      return;
    }
    accept(deltas, bytes, source, result);
  }

  @Override
  public void get(Query query, Client client, Answer answer) {
    shard(query.soul()).submit(new GetTask(query, client, answer));
  }

  @Override
  public void get(RangeQuery query, Client client, Answer answer) {
    Optional<String> soul = query.souls().only();
    if (query.souls().isEmpty() || query.keys().isEmpty()) {
      answer.notFound();
    } else if (soul.isPresent()) {
      shard(soul.get()).submit(new NodeRangeTask(soul.get(), query, client, answer));
    } else {
      Gathering gathering = new Gathering(query, client, shards.size(), answer);
      shards.forEach(shard -> shard.submit(gathering.task()));
    }
  }

  @Override
  public CompletableFuture<Optional<Bytes>> value(String soul, String key) {
    ValueTask task = new ValueTask(soul, key);
    shard(soul).submit(task);
    return task.value();
  }

  @Override
  public void read(String soul, List<String> keys, Answer answer) {
    shard(soul).submit(new ReadTask(soul, keys, answer));
  }

  @Override
  public void subscriptions(Client client, Consumer<Subscribed> receiver) {
    shards.getFirst().submit(new CollectTask(client, shards, receiver));
  }

  @Override
  public void leave(Client client) {
    for (Shard shard : shards) {
      shard.submit(new LeaveTask(client));
    }
  }

  @Override
  public void merge(String soul, List<Entry> entries, Origin process, Merged merged) {
    TraceContext from = merged.trace();
    MergeTask.Progress progress = new Replicated(merged, from == null ? null : traces.goOn(from));
    shard(soul)
        .submit(new MergeTask(soul, entries, new MergeTask.Bringer.Relay(process), progress));
  }

  /** Makes the key's value an own change, if it is one of this origin. */
  void retag(String soul, String key, Origin of) {
    shard(soul).submit(new RetagTask(soul, key, of));
  }

  /** Refuses puts from now on. */
  void close() {
    closed = true;
  }

  GraphFigures figures() {
    long subscriptions = 0;
    long cacheBytes = 0;
    long hits = 0;
    long misses = 0;
    for (Shard shard : shards) {
      ShardFigures figures = shard.figures();
      subscriptions += figures.subscriptions();
      cacheBytes += figures.cacheBytes();
      hits += figures.hits();
      misses += figures.misses();
    }
    return new GraphFigures(
        subscriptions,
        puts.sum(),
        pressure.bytes(),
        deferrals.size(),
        cacheBytes,
        hits,
        misses,
        store.journal().commits(),
        putBytes.sum(),
        refused.figures());
  }

  private void accept(List<Delta> deltas, long bytes, Client source, PutResult result) {
    double now = clock.millis();
    Map<String, List<Entry>> present = new HashMap<>(2);
    List<Delta> future = new ArrayList<>(0);
    for (Delta delta : deltas) {
      if (delta.state() > now) {
        future.add(delta);
      } else {
        present
            .computeIfAbsent(delta.soul(), soul -> new ArrayList<>(deltas.size()))
            .add(Entry.own(delta.soul(), delta.key(), delta.state(), delta.value()));
      }
    }
    List<Allowance> allowances = new ArrayList<>(future.size());
    Optional<String> refusal =
        future.isEmpty() ? Optional.empty() : defer(future, source, allowances);
    if (refusal.isPresent()) {
      pressure.giveBack(bytes);
      refused.count(Refusal.FUTURE);
      result.refused(refusal.get());
      return;
    }
    puts.add(deltas.size());
    putBytes.add(bytes - (long) DELTA_OVERHEAD * deltas.size());
    PutTicket ticket =
        new PutTicket(
            new PutTicket.Parts(present.size(), future.size(), bytes),
            promise,
            pressure,
            refused,
            result);
    MergeTask.Bringer sender = new MergeTask.Bringer.Sender(source);
    present.forEach(
        (soul, entries) -> shard(soul).submit(new MergeTask(soul, entries, sender, ticket)));
    if (!future.isEmpty()) {
      deferrals.keep(future, allowances, ticket);
    }
  }

  /** Takes from what each may have kept; or says why they are not kept, and takes nothing. */
  private Optional<String> defer(List<Delta> future, Client source, List<Allowance> taken) {
    if (deferrals.isFull()) {
      return Optional.of(
          "the put's state lies in the future, and the relay keeps as many such puts as it may;"
              + " check the clock");
    }
    for (Delta delta : future) {
      Allowance allowance = source.future(delta.soul());
      Optional<String> refusal = allowance.take(Deferrals.size(delta));
      if (refusal.isPresent()) {
        for (int i = 0; i < taken.size(); i++) {
          taken.get(i).giveBack(Deferrals.size(future.get(i)));
        }
        return refusal;
      }
      taken.add(allowance);
    }
    return Optional.empty();
  }

  private void takeDue(Write.Deferred deferred, List<MergeTask.Progress> waiting) {
    Entry entry = Entry.own(deferred.soul(), deferred.key(), deferred.state(), deferred.value());
    MergeTask.Progress progress =
        new MergeTask.Progress() {
          @Override
          public void stored(List<? extends Write> writes) {
            waiting.forEach(put -> put.matured(writes));
          }

          @Override
          public void failed(StoreException why) {
            deferrals.retry(deferred, waiting);
          }
        };
    shard(entry.soul())
        .submit(
            new MergeTask(
                entry.soul(),
                List.of(entry),
                new MergeTask.Bringer.Due(new Write.Undefer(deferred)),
                progress));
  }

  private Shard shard(String soul) {
    int spread = soul.hashCode() * 0x9E3779B9;
    return shards.get(Math.floorMod(spread ^ (spread >>> 16), shards.size()));
  }

  private static long bytes(List<Delta> deltas) {
    long bytes = 0;
    for (Delta delta : deltas) {
      bytes += DELTA_OVERHEAD + delta.soul().length() + delta.key().length() + delta.value().size();
    }
    return bytes;
  }
}
