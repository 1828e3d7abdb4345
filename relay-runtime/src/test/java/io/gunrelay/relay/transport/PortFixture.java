package io.gunrelay.relay.transport;

import io.gunrelay.relay.limits.ClientLimits;
import io.gunrelay.relay.sea.Curves;
import io.gunrelay.relay.sea.Sea;
import io.gunrelay.relay.sea.SeaSettings;
import io.gunrelay.relay.wire.MessageIds;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/** A client port on a free port, before a graph in memory, with a clock that stands still. */
final class PortFixture implements AutoCloseable {
  static final ClientLimits LIMITS = new ClientLimits(4, 1 << 20, 3);

  final MemoryGraph graph = new MemoryGraph();
  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  final AtomicLong clockNs = new AtomicLong();
  final ClientPort clientPort;
  final int port;
  private final EventLoops loops = new EventLoops("test", 2);

  PortFixture() throws IOException {
    this(LIMITS);
  }

  PortFixture(ClientLimits limits) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    Sea sea = new Sea(SeaSettings.USUAL, InstantSource.system(), Curves.ofTheJdk());
    clientPort =
        new ClientPort(
            loops, graph, sea, limits, new MessageIds(random), random, clockNs::get, registry);
    port = clientPort.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  RawClient open() throws IOException {
    return RawClient.open(port);
  }

  double closed(String reason) {
    return registry.get("gunrelay.connections.closed").tag("reason", reason).counter().count();
  }

  @Override
  public void close() {
    clientPort.close(Duration.ofMillis(100));
    loops.close();
  }
}
