package io.gunrelay.benchmarks;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.graph.Answer;
import io.gunrelay.relay.graph.Client;
import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.graph.GraphEngine;
import io.gunrelay.relay.graph.GraphSettings;
import io.gunrelay.relay.graph.Outlet;
import io.gunrelay.relay.graph.PutResult;
import io.gunrelay.relay.graph.Query;
import io.gunrelay.relay.graph.Update;
import io.gunrelay.relay.graph.Witness;
import io.gunrelay.relay.store.StoreSettings;
import io.gunrelay.relay.wire.MessageWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Puts through a graph on a real store up to its outlet, without sockets: merged, written for
 * subscribers and handed over. The sync to disk follows and is not waited for.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Merging {
  private static final int PUTS = 100;
  private static final int SUBSCRIBERS = 200;
  private static final long CACHE_BYTES = 32 << 20;
  private static final int OPEN_FILES = 100;

  /** Puts that are merged and not yet synced: more would be refused. */
  private final Semaphore unsynced = new Semaphore(10_000);

  private final Counting outlet = new Counting();
  private @Nullable Path folder;
  private @Nullable ExecutorService shard;
  private @Nullable GraphEngine engine;
  private double state = 1_700_000_000_000.0;

  @Setup
  public void open() throws IOException, InterruptedException {
    SplittableRandom random = new SplittableRandom(1);
    folder = Files.createTempDirectory("merging");
    shard = Executors.newSingleThreadExecutor();
    engine =
        GraphEngine.open(
            new StoreSettings(folder, CACHE_BYTES, OPEN_FILES),
            GraphSettings.withCache(CACHE_BYTES),
            List.of(shard),
            deltas -> MessageWriter.update("abcdefghi", deltas),
            Witness.NOBODY,
            InstantSource.system(),
            random);
    for (int i = 0; i < SUBSCRIBERS; i++) {
      CountDownLatch answered = new CountDownLatch(1);
      engine
          .graph()
          .get(
              new Query("load/run/soul", Optional.empty()),
              new Subscriber(outlet),
              answering(answered));
      answered.await();
    }
  }

  @Benchmark
  @OperationsPerInvocation(PUTS)
  public void putToOutlet() throws InterruptedException {
    GraphEngine open = engine;
    if (open == null) {
      throw new IllegalStateException("the graph is not open");
    }
    CountDownLatch delivered = outlet.expect(PUTS);
    Bytes value = Bytes.utf8("\"" + "some text of a value ".repeat(3) + "\"");
    Client publisher = new Subscriber(outlet);
    for (int i = 0; i < PUTS; i++) {
      unsynced.acquire();
      state++;
      open.graph()
          .put(List.of(new Delta("load/run/soul", "k" + i, state, value)), publisher, synced());
    }
    delivered.await();
  }

  private PutResult synced() {
    return new PutResult() {
      @Override
      public void stored() {
        unsynced.release();
      }

      @Override
      public void refused(String reason) {
        throw new IllegalStateException(reason);
      }
    };
  }

  private static Answer answering(CountDownLatch answered) {
    return new Answer() {
      @Override
      public void chunk(List<Delta> deltas, boolean more) {
        answered.countDown();
      }

      @Override
      public void notFound() {
        answered.countDown();
      }

      @Override
      public void failed(String reason) {
        throw new IllegalStateException(reason);
      }
    };
  }

  @TearDown
  public void close() throws IOException {
    if (engine != null) {
      engine.close();
    }
    if (shard != null) {
      shard.shutdown();
    }
    if (folder != null) {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(Merging::delete);
      }
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Subscriber(Outlet outlet) implements Client {
    @Override
    public boolean equals(@Nullable Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }

  /** Counts what would go to sockets. */
  private static final class Counting implements Outlet {
    private volatile CountDownLatch expected = new CountDownLatch(0);

    CountDownLatch expect(int changes) {
      expected = new CountDownLatch(changes);
      return expected;
    }

    @Override
    public void deliver(List<Client> clients, Update update) {
      for (int i = 0; i < update.changes().size(); i++) {
        expected.countDown();
      }
    }
  }
}
