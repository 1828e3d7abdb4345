package io.gunrelay.relay.replication.net;

import io.gunrelay.relay.api.Load;
import io.gunrelay.relay.api.RelayReport;
import io.gunrelay.relay.graph.TestGraph;
import io.gunrelay.relay.replication.net.ReplicationSettings.Security;
import io.gunrelay.relay.replication.net.ReplicationSettings.Timing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;

/** A relay as far as replication goes: a real store, real sockets, no clients' port. */
final class TestRelay implements AutoCloseable {
  static final Timing QUICK =
      new Timing(
          Duration.ofMillis(50),
          Duration.ofMillis(500),
          Duration.ofMillis(500),
          Duration.ofMillis(50),
          Duration.ofMillis(300));

  final String name;
  final TestGraph graph;
  final Replication replication;

  TestRelay(String name, Path folder, InetSocketAddress... peers) {
    this(name, folder, 0, peers);
  }

  TestRelay(String name, Path folder, int port, InetSocketAddress... peers) {
    this(name, folder, port, Security.NONE, peers);
  }

  TestRelay(String name, Path folder, int port, Security security, InetSocketAddress... peers) {
    this.name = name;
    graph = new TestGraph(folder.resolve(name));
    try {
      replication =
          Replication.start(
              new ReplicationSettings(
                  new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                  Arrays.asList(peers),
                  name,
                  "region",
                  QUICK,
                  security),
              graph.engine,
              this::report,
              InstantSource.system(),
              new Random());
    } catch (IOException e) {
      graph.close();
      throw new UncheckedIOException(e);
    }
  }

  private RelayReport report() {
    return new RelayReport(
        name,
        "0.1.0",
        "region",
        graph.engine.origin().toString(),
        Instant.EPOCH,
        true,
        "ready",
        new Load(1, 2, 3, 4));
  }

  InetSocketAddress address() {
    return at(replication.port());
  }

  static InetSocketAddress at(int port) {
    return InetSocketAddress.createUnresolved("127.0.0.1", port);
  }

  void put(String soul, String key, double state, String value) {
    String refusal =
        TestGraph.await(graph.put(graph.new Listener(), TestGraph.delta(soul, key, state, value)));
    if (refusal != null) {
      throw new AssertionError(refusal);
    }
  }

  String get(String soul) {
    return graph.new Listener().get(soul).text();
  }

  static void eventually(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not in ten seconds: " + what);
      }
      Thread.onSpinWait();
    }
  }

  static void eventuallyEqual(String soul, String text, List<TestRelay> relays) {
    for (TestRelay relay : relays) {
      eventually(
          "%s at %s: %s".formatted(soul, relay.name, text), () -> relay.get(soul).equals(text));
    }
  }

  @Override
  public void close() {
    try {
      replication.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      graph.close();
    }
  }
}
