package io.gunrelay.relay.graph;

import io.gunrelay.relay.store.Entry;
import io.gunrelay.relay.store.Journal;
import io.gunrelay.relay.store.RangeReads;
import io.gunrelay.relay.store.Store;
import io.gunrelay.relay.store.StoreException;
import io.gunrelay.relay.store.Transaction;
import io.gunrelay.relay.trace.Trace;
import io.gunrelay.relay.work.Inbox;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Owns some of the souls: what is known of them and who is subscribed. All of it happens on one
 * thread, so nothing is locked; operations on one soul happen in the order in which they came.
 */
final class Shard {
  private static final class Loaded extends ShardTask {
    private final List<NodeLoad> loads;

    Loaded(List<NodeLoad> loads) {
      this.loads = loads;
    }

    @Override
    void run(Shard shard) {
      for (NodeLoad load : loads) {
        shard.finish(load);
      }
    }
  }

  private final Inbox<ShardTask> inbox;
  private final Executor storage;
  private final Store store;
  private final NodeCache cache;
  private final Subscriptions subscriptions;
  private final Witness witness;
  private final UnsyncedNodes unsynced = new UnsyncedNodes();
  // Those that are subscribed when it is their turn.
  private final Set<GetTask> joining = new HashSet<>(0);
  private List<NodeLoad> loads = new ArrayList<>();
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();

  /**
   * @param loop the shard's thread
   * @param storage threads that may block
   * @param cacheBytes how much memory the nodes may take
   */
  Shard(
      Executor loop,
      Executor storage,
      Store store,
      UpdateWriter writer,
      Witness witness,
      long cacheBytes) {
    this.inbox = new Inbox<>(loop, this::work);
    this.storage = storage;
    this.store = store;
    this.cache = new NodeCache(cacheBytes);
    this.subscriptions = new Subscriptions(writer);
    this.witness = witness;
  }

  /** From any thread. */
  void submit(ShardTask task) {
    inbox.add(task);
  }

  /** What can be asked from any thread. */
  ShardFigures figures() {
    return new ShardFigures(subscriptions.size(), cache.bytes(), hits.sum(), misses.sum());
  }

  Subscriptions subscriptions() {
    return subscriptions;
  }

  Set<GetTask> joining() {
    return joining;
  }

  /** A client hears of nothing any more. */
  void leave(Client client) {
    subscriptions.removeAll(client);
    joining.removeIf(task -> task.client().equals(client));
  }

  Journal journal() {
    return store.journal();
  }

  UnsyncedNodes unsynced() {
    return unsynced;
  }

  /**
   * Answers a query from the disk. From any thread.
   *
   * @param inMemory what had not reached the disk when the client was subscribed
   */
  void stream(RangeQuery query, Collection<Entry> inMemory, Answer answer) {
    RangeReads reads = store.reads().range(query.souls(), query.keys(), query.reverse());
    storage.execute(new RangeStream(query, inMemory, reads, storage, answer));
  }

  void handle(NodeTask task) {
    Node node = cache.use(task.soul());
    task.arrived(this, node.hasWaiting());
    if (node.hasWaiting()) {
      misses.increment();
      node.await(task);
    } else if (task.isReady(node)) {
      hits.increment();
      apply(task, node);
    } else {
      misses.increment();
      node.await(task);
      load(node);
    }
  }

  /** Commits a transaction about a node, which stays in memory until it is told so. */
  void commit(Node node, Transaction transaction) {
    node.pin();
    unsynced.add(node);
    journal().submit(transaction);
  }

  void publish(String soul, List<Entry> winners, @Nullable Client source, @Nullable Trace trace) {
    subscriptions.publish(soul, winners, source, trace);
  }

  void witness(List<Entry> winners, @Nullable Client source) {
    if (!witness.equals(Witness.NOBODY)) {
      witness.changed(Chunks.deltas(winners), source);
    }
  }

  private void work(List<ShardTask> tasks) {
    for (ShardTask task : tasks) {
      task.run(this);
    }
    if (!loads.isEmpty()) {
      List<NodeLoad> batch = loads;
      loads = new ArrayList<>();
      storage.execute(() -> {
        NodeLoad.readAll(batch, store.reads());
        submit(new Loaded(batch));
      });
    }
    cache.shrink();
  }

  private void apply(NodeTask task, Node node) {
    long before = node.bytes();
    task.apply(this, node);
    cache.resized(node, before);
  }

  /** Asks for all that those who wait need, so that one read serves them. */
  private void load(Node node) {
    if (node.isLoading()) {
      return;
    }
    NodeLoad load = new NodeLoad(node);
    for (NodeTask task : node.waiting()) {
      task.want(node, load);
    }
    node.setLoading(true);
    loads.add(load);
  }

  private void finish(NodeLoad load) {
    Node node = load.node();
    node.setLoading(false);
    long before = node.bytes();
    StoreException failure = load.failure();
    if (failure == null) {
      load.install();
    }
    List<NodeTask> waiting = List.copyOf(node.waiting());
    for (NodeTask task : waiting) {
      if (failure == null && !task.isReady(node)) {
        load(node);
        break;
      }
      node.removeFirstWaiting();
      if (failure == null) {
        task.apply(this, node);
      } else {
        task.fail(failure);
      }
    }
    cache.resized(node, before);
  }
}
