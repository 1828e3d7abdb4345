package io.gunrelay.relay.transport;

import io.gunrelay.relay.config.EdgeConfig;
import io.gunrelay.relay.config.TlsConfig;
import io.gunrelay.relay.drain.DrainSettings;
import io.gunrelay.relay.drain.Drains;
import io.gunrelay.relay.drain.Guest;
import io.gunrelay.relay.limits.ClientLimits;
import io.gunrelay.relay.sea.Curves;
import io.gunrelay.relay.sea.Sea;
import io.gunrelay.relay.sea.SeaSettings;
import io.gunrelay.relay.tls.Tls;
import io.gunrelay.relay.tls.TlsFiles;
import io.gunrelay.relay.tls.TlsVersion;
import io.gunrelay.relay.wire.MessageIds;
import io.gunrelay.relay.work.ThreadScheduler;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.Provider;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** A client port on a free port, before a graph in memory, with a clock that stands still. */
final class PortFixture implements AutoCloseable {
  static final ClientLimits LIMITS = new ClientLimits(4, 1 << 20, 3);

  final MemoryGraph graph = new MemoryGraph();
  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  final AtomicLong clockNs = new AtomicLong();
  final ClientPort clientPort;
  final int port;
  private final Tls tls;
  private final EventLoops loops = new EventLoops("test", 2);

  final Drains drains;
  private final ThreadScheduler drainThread = new ThreadScheduler("drain");

  PortFixture() throws IOException {
    this(LIMITS);
  }

  PortFixture(ClientLimits limits) throws IOException {
    this(limits, EdgeConfig.USUAL);
  }

  PortFixture(TlsFiles files, TlsVersion least) throws IOException {
    this(LIMITS, EdgeConfig.with(new TlsConfig(files, least, TlsFiles.NONE, TlsFiles.NONE)));
  }

  PortFixture(ClientLimits limits, EdgeConfig config) throws IOException {
    this(limits, config, CompletableFuture.completedFuture(Curves.ofTheJdk()));
  }

  PortFixture(CompletableFuture<Provider> curves) throws IOException {
    this(LIMITS, EdgeConfig.USUAL, curves);
  }

  private PortFixture(ClientLimits limits, EdgeConfig config, CompletableFuture<Provider> curves)
      throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    Sea sea = new Sea(SeaSettings.USUAL, InstantSource.system(), curves, signer -> {});
    MessageIds ids = new MessageIds(random);
    drains =
        new Drains(
            new DrainSettings(List.of(), 500),
            this::guests,
            ids::next,
            System::nanoTime,
            InstantSource.system(),
            drainThread);
    tls = new Tls(registry, InstantSource.system(), random, Duration.ofMillis(20));
    clientPort =
        new ClientPort(
            loops,
            TestEdge.of(config, tls, clockNs::get, registry),
            graph,
            sea,
            limits,
            ids,
            ids.next(),
            random,
            clockNs::get,
            registry,
            drains,
            Observation.quiet(InstantSource.system()));
    port = clientPort.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  private Set<? extends Guest> guests() {
    return clientPort.guests();
  }

  RawClient open() throws IOException {
    return RawClient.open(port);
  }

  double closed(String reason) {
    return registry.get("gunrelay.connections.closed").tag("reason", reason).counter().count();
  }

  /** How often a limit was reached and this was done about it. */
  double limited(String scope, String resource, String action) {
    Counter counter =
        registry
            .find("gunrelay.limited")
            .tags("scope", scope, "resource", resource, "action", action)
            .counter();
    return counter == null ? 0 : counter.count();
  }

  double handshakes(String result) {
    return registry.get("gunrelay.tls.handshakes").tag("result", result).counter().count();
  }

  double reloads(String result) {
    return registry.get("gunrelay.tls.reloads").tag("result", result).counter().count();
  }

  @Override
  public void close() {
    clientPort.close(Duration.ofMillis(100));
    loops.close();
    drainThread.close();
    tls.close();
  }
}
