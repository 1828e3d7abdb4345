package io.gunrelay.relay.replication.simulation;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.graph.Coverage;
import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.graph.Durability;
import io.gunrelay.relay.graph.GraphEngine;
import io.gunrelay.relay.graph.GraphSettings;
import io.gunrelay.relay.graph.PutResult;
import io.gunrelay.relay.graph.ReplicaGraph;
import io.gunrelay.relay.replication.Confirmations;
import io.gunrelay.relay.replication.DistantConfirmations;
import io.gunrelay.relay.replication.Retirement;
import io.gunrelay.relay.replication.WhenAlone;
import io.gunrelay.relay.store.Commit;
import io.gunrelay.relay.store.Journal;
import io.gunrelay.relay.store.Origin;
import io.gunrelay.relay.store.Store;
import io.gunrelay.relay.store.VersionVector;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One relay: a disk, and at times a process on it. */
final class SimRelay {
  /** A running process; whatever refers to one that has died must not go on. */
  static final class Running {
    private static final long NEVER = Long.MIN_VALUE;

    final List<SimThread> threads;
    final GraphEngine engine;
    final ReplicaGraph replica;
    final Confirmations confirmations;
    final Retirement retirement;

    /** Of each relay what it has confirmed to this process; only a broken rule looks here. */
    final Map<SimRelay, VersionVector> remembered = new HashMap<>();

    private final LongSupplier nowMs;
    private final Duration patience;
    private final List<SourceEnd> farTakers = new ArrayList<>();
    private long farTakerLostMs = NEVER;
    private int openPuts;

    private Running(
        List<SimThread> threads,
        GraphEngine engine,
        ReplicaGraph replica,
        Confirmations confirmations,
        Retirement retirement,
        LongSupplier nowMs,
        Duration patience) {
      this.threads = threads;
      this.engine = engine;
      this.replica = replica;
      this.confirmations = confirmations;
      this.retirement = retirement;
      this.nowMs = nowMs;
      this.patience = patience;
    }

    Journal journal() {
      return engine.journal();
    }

    long nowMs() {
      return nowMs.getAsLong();
    }

    /** Whether it was long enough ago to wait no longer. */
    boolean isPatienceOver(long sinceMs) {
      return nowMs.getAsLong() - sinceMs >= patience.toMillis();
    }

    /** A relay of another region takes. */
    void farTakerCame(SourceEnd taker) {
      farTakers.add(taker);
    }

    /** A relay of another region takes no longer; what it owed has been waited for already. */
    void farTakerLost(SourceEnd taker) {
      farTakers.remove(taker);
      if (farTakers.isEmpty()) {
        farTakerLostMs = taker.heardMs();
      }
    }

    /** Whether another one of that region may still come for those that were lost. */
    boolean awaitsFarTaker() {
      return farTakerLostMs != NEVER && !isPatienceOver(farTakerLostMs);
    }

    /** Puts that are neither acknowledged nor refused. */
    int openPuts() {
      return openPuts;
    }
  }

  private static final GraphSettings SETTINGS = new GraphSettings(2_000, 1 << 20, 8, 1);

  /** Two dead origins, no grace, two values a turn. */
  static final Retirement.Limits RETIREMENT = new Retirement.Limits(2, Duration.ZERO, 2);

  final int number;
  final String region;
  private final Durability durability;
  private final Duration patience;
  private final Random random;
  private final LongSupplier nowMs;
  private final Mutation mutation;
  private final Consumer<Commit> witness;
  private final Function<SimRelay, Set<Origin>> live;
  private final long originSeed;
  private SimDisk disk = new SimDisk();
  private final Set<Origin> retired = new HashSet<>();
  private @Nullable Running process;
  private int lives;

  /**
   * @param durability what it acknowledges puts for
   * @param patience how long it waits for another relay to take from it
   * @param nowMs this relay's clock
   * @param witness sees every commit
   * @param live whose origins are not retired
   */
  SimRelay(
      int number,
      String region,
      Durability durability,
      Duration patience,
      Random random,
      LongSupplier nowMs,
      Mutation mutation,
      Consumer<Commit> witness,
      Function<SimRelay, Set<Origin>> live) {
    this.number = number;
    this.region = region;
    this.durability = durability;
    this.patience = patience;
    this.random = random;
    this.nowMs = nowMs;
    this.mutation = mutation;
    this.witness = witness;
    this.live = live;
    this.originSeed = random.nextLong();
    insert(new SimDisk());
  }

  SimDisk disk() {
    return disk;
  }

  @Nullable Running process() {
    return process;
  }

  /** Counts disks: what was acknowledged in an earlier life may be lost. */
  int lives() {
    return lives;
  }

  void start() {
    try {
      process = run();
    } catch (SimDisk.PowerCut cut) {
      crash();
    }
  }

  private Running run() {
    disk.setFull(false);
    List<SimThread> threads = List.of(thread(), thread(), thread(), thread(), thread());
    Random origins =
        new Random(mutation == Mutation.REUSE_THE_ORIGIN ? originSeed : random.nextLong());
    Store store =
        Store.open(
            BlindDisk.hides(mutation) ? new BlindDisk(disk, mutation) : disk,
            threads.get(0),
            origins);
    Confirmations confirmations =
        new Confirmations(
            region,
            WhenAlone.REFUSE,
            mutation == Mutation.COUNT_THE_OWN_REGION_AT_ONCE ? Duration.ZERO : patience,
            threads.get(4),
            () -> Duration.ofMillis(nowMs.getAsLong()).toNanos(),
            new DistantConfirmations());
    boolean asks =
        durability == Durability.REPLICATED && mutation != Mutation.ACKNOWLEDGE_WITHOUT_OTHERS;
    GraphEngine engine =
        GraphEngine.on(
            store,
            SETTINGS.acknowledging(durability),
            new GraphEngine.Threads(
                List.of(threads.get(1), threads.get(2)), threads.get(3), threads.get(4)),
            asks ? coverage(store, confirmations) : Coverage.OWN_DISK,
            deltas -> Bytes.EMPTY,
            () -> Instant.ofEpochMilli(nowMs.getAsLong()));
    store.journal().visit(point -> point.follow(witness));
    Retirement retirement =
        new Retirement(
            engine,
            () -> live.apply(this),
            RETIREMENT,
            gone -> {
              retired.addAll(gone);
              confirmations.retired(gone);
            },
            () -> Duration.ofMillis(nowMs.getAsLong()).toNanos());
    return new Running(
        threads, engine, replica(engine), confirmations, retirement, nowMs, patience);
  }

  /** The process ends at once. */
  void crash() {
    process = null;
    disk = disk.afterCrash();
  }

  /** The disk is replaced, by an empty one or an old image. The process must have ended. */
  void insert(SimDisk other) {
    disk = other;
    retired.clear();
    if (mutation == Mutation.ACKNOWLEDGE_BEFORE_SYNC) {
      disk.keepOneBack();
    }
    lives++;
  }

  /** Runs one task of one of the process' threads; false if that one has none. */
  boolean step(int thread) {
    Running running = process;
    try {
      return running != null && running.threads.get(thread % running.threads.size()).step();
    } catch (SimDisk.PowerCut cut) {
      crash();
      return true;
    }
  }

  /** Looks for origins that can leave the vector. */
  void retire() {
    Running running = process;
    if (running == null) {
      return;
    }
    if (!BlindDisk.hides(mutation)) {
      running.retirement.turn();
      return;
    }
    running
        .journal()
        .visit(point -> {
          Set<Origin> dead = new HashSet<>(point.vector().sequences().keySet());
          dead.removeAll(live.apply(this));
          running.journal().retire(dead, running.confirmations::retired);
        });
  }

  /** What it says that it has. */
  VersionVector announced(VersionVector vector) {
    if (mutation != Mutation.RETIRED_MEANS_ALL) {
      return vector;
    }
    Map<Origin, Long> all = new HashMap<>();
    retired.forEach(origin -> all.put(origin, Long.MAX_VALUE));
    return VersionVector.of(all).max(vector);
  }

  void put(Delta delta, Consumer<@Nullable String> outcome) {
    Running running = process;
    if (running == null) {
      return;
    }
    running.openPuts++;
    running
        .engine
        .graph()
        .put(
            List.of(delta),
            SimClient.SOMEBODY,
            new PutResult() {
              private boolean hasWon;

              @Override
              public void won(String soul, long bytes) {
                hasWon = true;
              }

              @Override
              public void merged() {
                if (mutation == Mutation.ACKNOWLEDGE_LOSERS_AT_ONCE && !hasWon) {
                  outcome.accept(null);
                }
              }

              @Override
              public void stored() {
                running.openPuts--;
                outcome.accept(null);
              }

              @Override
              public void refused(String reason) {
                running.openPuts--;
                outcome.accept(reason);
              }
            });
  }

  private ReplicaGraph replica(GraphEngine engine) {
    ReplicaGraph real = engine.replica();
    return switch (mutation) {
      case ADVANCE_BEFORE_THE_VALUES ->
          (soul, entries, from, merged) -> {
            merged.submitted();
            real.merge(soul, entries, from, Ignore.OUTCOME);
          };
      case APPLY_THE_CLOCK_RULE_TO_REPLICATED_VALUES ->
          (soul, entries, from, merged) -> {
            if (entries.stream().anyMatch(entry -> entry.state() > nowMs.getAsLong())) {
              merged.submitted();
            } else {
              real.merge(soul, entries, from, merged);
            }
          };
      default -> real;
    };
  }

  private Coverage coverage(Store store, Confirmations confirmations) {
    return mutation == Mutation.WAIT_FOR_TAGS_ABOVE_THE_VECTOR
        ? new StandingTags(store, disk, confirmations)
        : confirmations;
  }

  private SimThread thread() {
    return new SimThread(nowMs);
  }

  @Override
  public String toString() {
    return "relay " + number;
  }
}
