package io.gunrelay.relay.graph;

import io.gunrelay.relay.store.Journal;
import io.gunrelay.relay.store.Origin;
import io.gunrelay.relay.store.Store;
import io.gunrelay.relay.store.StoreException;
import io.gunrelay.relay.store.StoreSettings;
import io.gunrelay.relay.work.ThreadScheduler;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * The graph with its store and their threads, ready for use.
 *
 * <p>Thread-safe. Close it after the connections and the replication that use it.
 */
public final class GraphEngine implements AutoCloseable {
  private final Store store;
  private final ShardedGraph graph;
  private final ThreadScheduler journalThread;
  private final ThreadScheduler timerThread;
  private final ExecutorService storageThreads;

  /** After shutting down, reads are dropped: those who wait for them are gone. */
  private static ExecutorService storageThreads(int threads) {
    return new ThreadPoolExecutor(
        threads,
        threads,
        0,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        Thread.ofPlatform().daemon().name("storage-", 0).factory(),
        new ThreadPoolExecutor.DiscardPolicy());
  }

  private GraphEngine(
      Store store,
      ShardedGraph graph,
      ThreadScheduler journalThread,
      ThreadScheduler timerThread,
      ExecutorService storageThreads) {
    this.store = store;
    this.graph = graph;
    this.journalThread = journalThread;
    this.timerThread = timerThread;
    this.storageThreads = storageThreads;
  }

  /**
   * Opens the store and starts the graph.
   *
   * @param loops one for each shard: each runs one task after the other, in order
   * @param writer makes the messages for subscribers
   * @param clock decides what lies in the future
   * @param random of cryptographic strength: the process' origin comes from it
   * @throws StoreException if the store cannot be opened; says why and what to do
   */
  public static GraphEngine open(
      StoreSettings storeSettings,
      GraphSettings settings,
      List<? extends Executor> loops,
      UpdateWriter writer,
      InstantSource clock,
      RandomGenerator random) {
    ThreadScheduler journalThread = new ThreadScheduler("journal");
    Store store;
    try {
      store = Store.open(storeSettings, journalThread, random);
    } catch (StoreException e) {
      journalThread.close();
      throw e;
    }
    ThreadScheduler timerThread = new ThreadScheduler("graph-timer");
    ExecutorService storage = storageThreads(settings.storageThreads());
    ShardedGraph graph =
        new ShardedGraph(settings, loops, storage, timerThread, store, writer, clock);
    return new GraphEngine(store, graph, journalThread, timerThread, storage);
  }

  public Graph graph() {
    return graph;
  }

  /** The id of this process in replication. */
  public Origin origin() {
    return store.journal().origin();
  }

  /** For replication: what is committed. */
  public Journal journal() {
    return store.journal();
  }

  public GraphFigures figures() {
    return graph.figures();
  }

  /** What the store takes on the disk, in bytes. */
  public long storedBytes() {
    return store.sizeBytes();
  }

  /**
   * Refuses new puts, commits what was merged, closes the store. Blocks until that is done, or the
   * disk has not taken it for ten seconds.
   */
  @Override
  public void close() {
    graph.close();
    timerThread.close();
    storageThreads.shutdown();
    CountDownLatch closed = new CountDownLatch(1);
    try {
      boolean _ = storageThreads.awaitTermination(10, TimeUnit.SECONDS);
      store.close(closed::countDown);
      boolean _ = closed.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    journalThread.close();
  }
}
