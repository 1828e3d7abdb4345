package io.gunrelay.relay.replication.net;

import io.gunrelay.relay.api.Load;
import io.gunrelay.relay.api.RelayReport;
import io.gunrelay.relay.graph.Coverage;
import io.gunrelay.relay.graph.Durability;
import io.gunrelay.relay.graph.TestGraph;
import io.gunrelay.relay.replication.Confirmations;
import io.gunrelay.relay.replication.DistantConfirmations;
import io.gunrelay.relay.replication.WhenAlone;
import io.gunrelay.relay.replication.net.ReplicationSettings.Security;
import io.gunrelay.relay.replication.net.ReplicationSettings.Timing;
import io.gunrelay.relay.work.ThreadScheduler;
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
          Duration.ofMillis(1_500),
          Duration.ofMillis(300));

  final String name;
  final String region;
  final TestGraph graph;
  final Confirmations confirmations;
  final Replication replication;
  private final ThreadScheduler timer = new ThreadScheduler("timer");

  TestRelay(String name, Path folder, InetSocketAddress... peers) {
    this(name, folder, 0, peers);
  }

  TestRelay(String name, Path folder, int port, InetSocketAddress... peers) {
    this(name, folder, port, Security.NONE, peers);
  }

  TestRelay(String name, Path folder, int port, Security security, InetSocketAddress... peers) {
    this(name, folder, port, security, Promise.OWN_DISK, peers);
  }

  /** What puts are acknowledged for. */
  record Promise(
      Durability durability,
      WhenAlone whenAlone,
      String region,
      int regionLinks,
      Duration readyLag) {
    static final Promise OWN_DISK = new Promise(Durability.DISK, WhenAlone.REFUSE, "region");

    Promise(Durability durability, WhenAlone whenAlone, String region) {
      this(durability, whenAlone, region, 2, Duration.ofSeconds(2));
    }

    Promise linkedWith(int each) {
      return new Promise(durability, whenAlone, region, each, readyLag);
    }

    Promise readyWithin(Duration lag) {
      return new Promise(durability, whenAlone, region, regionLinks, lag);
    }
  }

  TestRelay(
      String name,
      Path folder,
      int port,
      Security security,
      Promise promise,
      InetSocketAddress... peers) {
    this.name = name;
    this.region = promise.region();
    confirmations =
        new Confirmations(
            promise.region(),
            promise.whenAlone(),
            QUICK.patience(),
            timer,
            System::nanoTime,
            new DistantConfirmations());
    graph =
        new TestGraph(
            folder.resolve(name),
            promise.durability(),
            promise.durability() == Durability.REPLICATED ? confirmations : Coverage.OWN_DISK);
    try {
      replication =
          Replication.start(
              new ReplicationSettings(
                  new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                  Arrays.asList(peers),
                  name,
                  promise.region(),
                  promise.regionLinks(),
                  promise.readyLag(),
                  QUICK,
                  security),
              graph.engine,
              confirmations,
              this::report,
              said -> {},
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
        region,
        graph.engine.origin().toString(),
        Instant.EPOCH,
        true,
        "ready",
        new Load(1, 2, 3, 4),
        null,
        null);
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
      timer.close();
    }
  }
}
