package io.gunrelay.relay;

import io.gunrelay.relay.graph.GraphEngine;
import io.gunrelay.relay.graph.GraphFigures;
import io.gunrelay.relay.graph.Refusal;
import io.gunrelay.relay.store.StoreFigures;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** Makes metrics of what graph and store say of themselves. */
final class GraphMetrics {
  private GraphMetrics() {}

  static void bind(GraphEngine engine, MeterRegistry registry) {
    counter(registry, engine, "gunrelay.graph.puts", "Keys taken from clients", GraphFigures::puts);
    counter(
        registry,
        engine,
        "gunrelay.graph.put.bytes",
        "Bytes of souls, keys and values taken from clients",
        GraphFigures::putBytes);
    for (Refusal refusal : Refusal.values()) {
      FunctionCounter.builder(
              "gunrelay.puts.refused",
              engine,
              of -> of.figures().refused().getOrDefault(refusal, 0L))
          .description("Puts that were not taken for want of room or of a disk")
          .tag("reason", refusal.label())
          .register(registry);
    }
    Gauge.builder("gunrelay.store.reads.waiting", engine, GraphEngine::readsWaiting)
        .description("Reads of the disk that wait for a thread")
        .register(registry);
    counter(registry, engine, "gunrelay.store.commits", "Syncs to disk", GraphFigures::commits);
    counter(
        registry,
        engine,
        "gunrelay.cache.hits",
        "Operations that needed no read of the disk",
        GraphFigures::cacheHits);
    counter(
        registry,
        engine,
        "gunrelay.cache.misses",
        "Operations that had to read the disk",
        GraphFigures::cacheMisses);
    gauge(
        registry,
        engine,
        "gunrelay.graph.pending.bytes",
        "Bytes of puts that are merged and not synced yet",
        GraphFigures::pendingBytes);
    gauge(
        registry,
        engine,
        "gunrelay.graph.deferred",
        "Puts from the future that wait until they are due",
        GraphFigures::deferred);
    gauge(
        registry,
        engine,
        "gunrelay.cache.bytes",
        "Memory that remembered nodes take, about",
        GraphFigures::cacheBytes);
    Gauge.builder("gunrelay.store.bytes", engine, GraphEngine::storedBytes)
        .description("Bytes that the store takes on the disk")
        .register(registry);
    store(registry, engine, "live", "Bytes of values that are current, about", StoreFigures::live);
    store(
        registry,
        engine,
        "tables",
        "Bytes of the store's tables on the disk",
        StoreFigures::tables);
    store(
        registry,
        engine,
        "buffers",
        "Bytes of the store's write buffers in memory",
        StoreFigures::buffers);
    store(
        registry,
        engine,
        "block.cache",
        "Bytes of the store's cache in memory, its write buffers included",
        StoreFigures::blockCache);
    store(
        registry,
        engine,
        "compaction.pending",
        "Bytes that the store has yet to rewrite, about",
        StoreFigures::compactionPending);
    Gauge.builder("gunrelay.store.trouble", engine, of -> of.journal().trouble() == null ? 0 : 1)
        .description("1 while the disk takes nothing")
        .register(registry);
  }

  private static void store(
      MeterRegistry registry,
      GraphEngine engine,
      String what,
      String help,
      ToDoubleFunction<StoreFigures> figure) {
    Gauge.builder(
            "gunrelay.store." + what + ".bytes",
            engine,
            of -> figure.applyAsDouble(of.storeFigures()))
        .description(help)
        .register(registry);
  }

  private static void counter(
      MeterRegistry registry,
      GraphEngine engine,
      String name,
      String help,
      ToDoubleFunction<GraphFigures> figure) {
    FunctionCounter.builder(name, engine, of -> figure.applyAsDouble(of.figures()))
        .description(help)
        .register(registry);
  }

  private static void gauge(
      MeterRegistry registry,
      GraphEngine engine,
      String name,
      String help,
      ToDoubleFunction<GraphFigures> figure) {
    Gauge.builder(name, engine, of -> figure.applyAsDouble(of.figures()))
        .description(help)
        .register(registry);
  }
}
