package io.gunrelay.relay.graph;

import io.gunrelay.relay.store.FeedCensus;
import io.gunrelay.relay.store.Journal;
import io.gunrelay.relay.store.Origin;
import io.gunrelay.relay.store.Scrub;
import io.gunrelay.relay.store.Store;
import io.gunrelay.relay.store.StoreException;
import io.gunrelay.relay.store.StoreFigures;
import io.gunrelay.relay.store.StoreSettings;
import io.gunrelay.relay.trace.Traces;
import io.gunrelay.relay.work.Scheduler;
import io.gunrelay.relay.work.ThreadScheduler;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;

/**
 * The graph with its store and their threads, ready for use.
 *
 * <p>Thread-safe. Close it after the connections and the replication that use it.
 */
public final class GraphEngine implements AutoCloseable {
  /**
   * Where the graph does its work.
   *
   * @param loops one for each shard: each runs one task after the other, in order
   * @param storage may block
   * @param timer for what is due later
   */
  public record Threads(List<? extends Executor> loops, Executor storage, Scheduler timer) {}

  private static final int CLOSE_SECONDS = 10;

  private final Store store;
  private final ShardedGraph graph;
  private final List<AutoCloseable> threads;
  private final IntSupplier readsWaiting;

  private GraphEngine(
      Store store, ShardedGraph graph, List<AutoCloseable> threads, IntSupplier readsWaiting) {
    this.store = store;
    this.graph = graph;
    this.threads = threads;
    this.readsWaiting = readsWaiting;
  }

  /** Opens the store and starts the graph, which asks nothing of others and traces nothing. */
  public static GraphEngine open(
      StoreSettings storeSettings,
      GraphSettings settings,
      List<? extends Executor> loops,
      UpdateWriter writer,
      Witness witness,
      InstantSource clock,
      RandomGenerator random) {
    return open(
        storeSettings,
        settings,
        Coverage.OWN_DISK,
        loops,
        writer,
        witness,
        clock,
        Traces.NONE,
        random);
  }

  /**
   * Opens the store and starts the graph.
   *
   * @param coverage asked if puts are acknowledged for {@link Durability#REPLICATED}
   * @param loops one for each shard: each runs one task after the other, in order
   * @param writer makes the messages for subscribers
   * @param witness told of what clients changed
   * @param clock decides what lies in the future
   * @param traces for what other relays trace
   * @param random of cryptographic strength: the process' origin comes from it
   * @throws StoreException if the store cannot be opened; says why and what to do
   */
  public static GraphEngine open(
      StoreSettings storeSettings,
      GraphSettings settings,
      Coverage coverage,
      List<? extends Executor> loops,
      UpdateWriter writer,
      Witness witness,
      InstantSource clock,
      Traces traces,
      RandomGenerator random) {
    ThreadScheduler journal = new ThreadScheduler("journal");
    Store store;
    try {
      store = Store.open(storeSettings, journal, random);
    } catch (StoreException e) {
      journal.close();
      throw e;
    }
    ThreadScheduler timer = new ThreadScheduler("graph-timer");
    StorageThreads storage = new StorageThreads(settings.storageThreads());
    List<AutoCloseable> threads = List.of(timer, storage, journal);
    try {
      ShardedGraph graph =
          new ShardedGraph(
              settings,
              new Threads(loops, storage, timer),
              store,
              coverage,
              writer,
              witness,
              clock,
              traces);
      return new GraphEngine(store, graph, threads, storage::waiting);
    } catch (StoreException e) {
      close(store, threads);
      throw e;
    }
  }

  /** Starts the graph on a store and threads that stay the caller's. */
  public static GraphEngine on(
      Store store,
      GraphSettings settings,
      Threads threads,
      Coverage coverage,
      UpdateWriter writer,
      InstantSource clock) {
    ShardedGraph graph =
        new ShardedGraph(
            settings, threads, store, coverage, writer, Witness.NOBODY, clock, Traces.NONE);
    return new GraphEngine(store, graph, List.of(), () -> 0);
  }

  public Graph graph() {
    return graph;
  }

  /** For replication: where values of other relays are merged. */
  public ReplicaGraph replica() {
    return graph;
  }

  /** For replication: what is committed. */
  public Journal journal() {
    return store.journal();
  }

  /** For replication: whose changes the current values on disk are; to be closed by the caller. */
  public FeedCensus census() {
    return store.census();
  }

  /** For replication: makes the key's value an own change, if it is one of this origin. */
  public void retag(String soul, String key, Origin of) {
    graph.retag(soul, key, of);
  }

  /** The id of this process in replication. */
  public Origin origin() {
    return store.journal().origin();
  }

  public GraphFigures figures() {
    return graph.figures();
  }

  /** Reads of the disk that wait for a thread. */
  public int readsWaiting() {
    return readsWaiting.getAsInt();
  }

  /** What the store takes on the disk, in bytes. */
  public long storedBytes() {
    return store.sizeBytes();
  }

  /** What the store takes, roughly. */
  public StoreFigures storeFigures() {
    return store.figures();
  }

  /** The first damage of the store that was met since it was opened; empty if none was. */
  public Optional<StoreException> storeDamage() {
    return store.damage();
  }

  /** Begins to look for damage of the store; to be closed before this. */
  public Scrub scrub(Scrub.Pace pace, InstantSource clock) {
    return store.scrub(pace, clock);
  }

  /** Why the store takes nothing at present, empty if it does. */
  public Optional<StoreException> storeTrouble() {
    return Optional.ofNullable(store.journal().trouble());
  }

  /**
   * Refuses new puts, commits what was merged, closes the store. Blocks until that is done, or the
   * disk has not taken it for ten seconds.
   */
  @Override
  public void close() {
    graph.close();
    close(store, threads);
  }

  private static void close(Store store, List<AutoCloseable> threads) {
    CountDownLatch closed = new CountDownLatch(1);
    try {
      for (AutoCloseable thread : threads.subList(0, Math.max(0, threads.size() - 1))) {
        thread.close();
      }
      store.close(closed::countDown);
      if (!threads.isEmpty()) {
        boolean _ = closed.await(CLOSE_SECONDS, TimeUnit.SECONDS);
        threads.getLast().close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      throw new IllegalStateException("threads that cannot be stopped", e);
    }
  }
}
