package io.gunrelay.relay.files;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.graph.Client;
import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.graph.GraphEngine;
import io.gunrelay.relay.graph.GraphSettings;
import io.gunrelay.relay.graph.Outlet;
import io.gunrelay.relay.graph.PutResult;
import io.gunrelay.relay.graph.Witness;
import io.gunrelay.relay.store.StoreException;
import io.gunrelay.relay.store.StoreSettings;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Merges what is read into a store by HAM, as a relay merges what clients put, with a bounded
 * number of puts on their way to the disk. What it is given again changes nothing. One thread.
 */
public final class Merger implements Receiver, AutoCloseable {
  private static final int PUT_VALUES = 512;
  private static final long PUT_BYTES = 1 << 20;
  private static final int PUTS_IN_HAND = 16;

  /** A node stays in memory as long as something of it is on its way to the disk. */
  private static final long VALUES_BETWEEN_PAUSES = 100_000;

  private final GraphEngine engine;
  private final List<ExecutorService> loops;
  private final InstantSource clock;
  private final Semaphore room = new Semaphore(PUTS_IN_HAND);
  private final AtomicReference<@Nullable String> refusal = new AtomicReference<>();
  private final LongAdder changedBytes = new LongAdder();
  private final Nobody nobody = new Nobody();
  private List<Delta> put = new ArrayList<>(PUT_VALUES);
  private long putBytes;
  private long values;
  private long leftOut;
  private long future;

  private Merger(GraphEngine engine, List<ExecutorService> loops, InstantSource clock) {
    this.engine = engine;
    this.loops = loops;
    this.clock = clock;
  }

  /**
   * Opens the folder's store, or makes an empty one.
   *
   * @param clock decides what lies in the future
   * @param random of cryptographic strength
   * @throws StoreException if it cannot; says why and what to do
   */
  public static Merger open(
      StoreSettings store, GraphSettings graph, InstantSource clock, RandomGenerator random) {
    List<ExecutorService> loops =
        IntStream.range(0, Math.min(4, Runtime.getRuntime().availableProcessors()))
            .mapToObj(i ->
                Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("merge-" + i).factory()))
            .toList();
    try {
      GraphEngine engine =
          GraphEngine.open(
              store, graph, loops, deltas -> Bytes.EMPTY, Witness.NOBODY, clock, random);
      return new Merger(engine, loops, clock);
    } catch (StoreException e) {
      loops.forEach(ExecutorService::shutdown);
      throw e;
    }
  }

  @Override
  public void take(Delta delta) throws FileException, InterruptedException {
    values++;
    if (delta.state() > clock.millis()) {
      // Of a put that is refused nothing is kept, and only those from the future may be refused.
      future++;
      send(List.of(delta));
    } else {
      put.add(delta);
      putBytes += delta.value().size();
      if (put.size() >= PUT_VALUES || putBytes >= PUT_BYTES) {
        flush();
      }
    }
    if (values % VALUES_BETWEEN_PAUSES == 0) {
      finish();
    }
  }

  @Override
  public void leaveOut() {
    leftOut++;
  }

  /**
   * Waits until all that was taken is on the disk.
   *
   * @throws FileException if some of it is not taken
   * @throws StoreException if the disk does not take it
   */
  public void finish() throws FileException, InterruptedException {
    flush();
    await(PUTS_IN_HAND);
    room.release(PUTS_IN_HAND);
    check();
  }

  /** How many values were taken. */
  public long values() {
    return values;
  }

  /** How much was no value of a graph. */
  public long leftOut() {
    return leftOut;
  }

  /** How many of the values are kept until they are due. */
  public long future() {
    return future;
  }

  /** The bytes of the values that were new to the store, or newer than what it had. */
  public long changedBytes() {
    return changedBytes.sum();
  }

  private void flush() throws FileException, InterruptedException {
    if (!put.isEmpty()) {
      send(put);
      put = new ArrayList<>(PUT_VALUES);
      putBytes = 0;
    }
  }

  private void send(List<Delta> deltas) throws FileException, InterruptedException {
    await(1);
    check();
    engine.graph().put(deltas, nobody, new Outcome());
  }

  /** A store that has failed for good does not answer any more. */
  private void await(int puts) throws InterruptedException {
    while (!room.tryAcquire(puts, 1, TimeUnit.SECONDS)) {
      Optional<StoreException> trouble = engine.storeTrouble();
      if (trouble.isPresent()) {
        throw trouble.get();
      }
    }
  }

  private void check() throws FileException {
    String reason = refusal.get();
    if (reason == null) {
      return;
    }
    Optional<StoreException> trouble = engine.storeTrouble();
    if (trouble.isPresent()) {
      throw trouble.get();
    }
    throw new FileException("not all of it could be merged: " + reason);
  }

  /** Blocks until what was merged is on the disk. */
  @Override
  public void close() {
    engine.close();
    loops.forEach(ExecutorService::shutdown);
  }

  private final class Outcome implements PutResult {
    @Override
    public void won(String soul, long bytes) {
      changedBytes.add(bytes);
    }

    @Override
    public void stored() {
      room.release();
    }

    @Override
    public void refused(String reason) {
      refusal.compareAndSet(null, reason);
      room.release();
    }
  }

  /** Who puts it: nobody who asks for anything. */
  private static final class Nobody implements Client {
    @Override
    public Outlet outlet() {
      return (clients, update) -> {};
    }
  }
}
