package io.gunrelay.relay.graph;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.store.StoreSettings;
import io.gunrelay.relay.trace.Traces;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A graph on a real store, with clients that note what they are told. */
public final class TestGraph implements AutoCloseable {
  static final int SHARDS = 2;

  static final long START = 1_000_000;

  final AtomicLong now;
  public final GraphEngine engine;
  private final List<ExecutorService> loops = new ArrayList<>();

  public TestGraph(Path folder) {
    this(folder, START);
  }

  TestGraph(Path folder, long now) {
    this(folder, GraphSettings.withCache(1 << 20), now);
  }

  TestGraph(Path folder, GraphSettings settings) {
    this(folder, settings, START);
  }

  private TestGraph(Path folder, GraphSettings settings, long now) {
    this(folder, settings, Coverage.OWN_DISK, now);
  }

  /** With puts acknowledged for this. */
  public TestGraph(Path folder, Durability durability, Coverage coverage) {
    this(folder, GraphSettings.withCache(1 << 20).acknowledging(durability), coverage, START);
  }

  private TestGraph(Path folder, GraphSettings settings, Coverage coverage, long now) {
    this.now = new AtomicLong(now);
    for (int i = 0; i < SHARDS; i++) {
      loops.add(Executors.newSingleThreadExecutor());
    }
    engine =
        GraphEngine.open(
            new StoreSettings(folder, 8 << 20, 100),
            settings,
            coverage,
            loops,
            TestGraph::message,
            Witness.NOBODY,
            () -> Instant.ofEpochMilli(this.now.get()),
            Traces.NONE,
            new Random());
  }

  static Bytes message(List<Delta> deltas) {
    return Bytes.utf8(deltas.stream().map(TestGraph::text).collect(Collectors.joining(",")));
  }

  static String text(Delta delta) {
    return "%s.%s=%s@%s".formatted(delta.soul(), delta.key(), delta.value(), (long) delta.state());
  }

  public static Delta delta(String soul, String key, double state, String value) {
    return new Delta(soul, key, state, Bytes.utf8(value));
  }

  /** Completes with null when stored, with the reason when refused. */
  public CompletableFuture<@Nullable String> put(Client source, Delta... deltas) {
    CompletableFuture<@Nullable String> outcome = new CompletableFuture<>();
    engine
        .graph()
        .put(
            List.of(deltas),
            source,
            new PutResult() {
              @Override
              public void stored() {
                outcome.complete(null);
              }

              @Override
              public void refused(String reason) {
                outcome.complete(reason);
              }
            });
    return outcome;
  }

  public static <T extends @Nullable Object> T await(CompletableFuture<T> future) {
    return future.orTimeout(10, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    engine.close();
    loops.forEach(ExecutorService::shutdown);
  }

  /** A client that is its own outlet. */
  public final class Listener implements Client, Outlet {
    public final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    final Outlet outlet;

    public Listener() {
      this.outlet = this;
    }

    @Override
    public Outlet outlet() {
      return outlet;
    }

    @Override
    public void deliver(List<Client> clients, Update update) {
      for (Client client : clients) {
        ((Listener) client).heard.add(update.message().text());
      }
    }

    public Delivery get(String soul) {
      return get(new Query(soul, Optional.empty()));
    }

    public Delivery get(String soul, String key) {
      return get(new Query(soul, Optional.of(key)));
    }

    Delivery get(Query query) {
      Delivery delivery = new Delivery();
      engine.graph().get(query, this, delivery);
      return delivery;
    }

    Delivery get(RangeQuery query) {
      Delivery delivery = new Delivery();
      engine.graph().get(query, this, delivery);
      return delivery;
    }

    public String hear() {
      try {
        String next = heard.poll(10, TimeUnit.SECONDS);
        if (next == null) {
          throw new AssertionError("heard nothing");
        }
        return next;
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** An answer as it comes. */
  public static final class Delivery implements Answer {
    final List<List<Delta>> chunks = new ArrayList<>();
    private final CompletableFuture<String> end = new CompletableFuture<>();

    @Override
    public void chunk(List<Delta> deltas, boolean more) {
      chunks.add(List.copyOf(deltas));
      if (!more) {
        end.complete(
            chunks.stream()
                .flatMap(List::stream)
                .map(TestGraph::text)
                .sorted()
                .collect(Collectors.joining(",")));
      }
    }

    @Override
    public void notFound() {
      end.complete("not found");
    }

    @Override
    public void failed(String reason) {
      end.complete("failed: " + reason);
    }

    /** The deltas, sorted by their texts, when the last chunk has come. */
    public String text() {
      return await(end);
    }

    /** The souls and keys as they came, when the last chunk has come. */
    List<String> names() {
      await(end);
      return chunks.stream()
          .flatMap(List::stream)
          .map(delta -> delta.soul() + "." + delta.key())
          .toList();
    }
  }
}
