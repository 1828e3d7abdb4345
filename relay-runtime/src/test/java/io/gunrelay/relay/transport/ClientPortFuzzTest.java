package io.gunrelay.relay.transport;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gunrelay.relay.clients.AllowedOrigins;
import io.gunrelay.relay.clients.TrustedProxies;
import io.gunrelay.relay.config.EdgeConfig;
import io.gunrelay.relay.config.TlsConfig;
import io.gunrelay.relay.drain.DrainSettings;
import io.gunrelay.relay.drain.Drains;
import io.gunrelay.relay.limits.LimitSettings;
import io.gunrelay.relay.limits.LimitSettings.Rates;
import io.gunrelay.relay.limits.Rate;
import io.gunrelay.relay.sea.Curves;
import io.gunrelay.relay.sea.Sea;
import io.gunrelay.relay.sea.SeaSettings;
import io.gunrelay.relay.tls.Tls;
import io.gunrelay.relay.wire.MessageIds;
import io.gunrelay.relay.work.Scheduler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Whatever a stranger sends, to the handlers that a socket really has. The first byte says where it
 * begins: before the upgrade, behind a proxy, in an open WebSocket, in whole frames.
 */
class ClientPortFuzzTest {
  private static final int UPGRADED = 1;
  private static final int FRAMED = 2;
  private static final int PROXIED = 4;
  private static final byte[] UPGRADE =
      ("GET /gun HTTP/1.1\r\n" + String.join("\r\n", RawClient.upgrade()) + "\r\n\r\n")
          .getBytes(StandardCharsets.US_ASCII);
  private static final Sea SEA =
      new Sea(SeaSettings.USUAL, InstantSource.system(), Curves.ofTheJdk());
  private static final Drains DRAINS =
      new Drains(
          new DrainSettings(List.of(), 1),
          Set::of,
          () -> "id",
          () -> 0,
          InstantSource.system(),
          new NoScheduler());
  private static final AtomicReference<String> LOGGED = new AtomicReference<>("");
  private static final Logger LOG = Logger.getLogger(IncomingFrames.class.getName());

  static {
    LOG.addHandler(
        new Handler() {
          @Override
          public void publish(LogRecord entry) {
            LOGGED.set(entry.getMessage() + ": " + entry.getThrown());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        });
  }

  @FuzzTest(maxDuration = "6s")
  void whateverAStrangerSendsNothingBreaksAndNothingStays(byte[] sent) {
    if (sent.length > 1) {
      // While fuzzing, one object of this class is called again and again.
      new Stranger((sent[0] & PROXIED) != 0).sends(sent);
    }
  }

  /** One socket, and a relay for it alone. */
  private static final class Stranger {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final TransportMetrics metrics = new TransportMetrics(registry);
    private final Observation observation = Observation.quiet(InstantSource.system());
    private final MemoryGraph graph = new MemoryGraph();
    private final EmbeddedChannel channel = new EmbeddedChannel();

    Stranger(boolean proxied) {
      Edge edge = edge(proxied);
      Loop loop = new Loop(channel.eventLoop(), 1, metrics, observation, () -> 0);
      ClientPort.prepare(
          channel,
          loop,
          context(edge),
          Visitor.at(InetAddress.ofLiteral("127.0.0.1"), edge, channel));
    }

    void sends(byte[] sent) {
      int how = sent[0];
      if ((how & UPGRADED) != 0 && (how & PROXIED) == 0) {
        feed(UPGRADE, 0);
      }
      byte[] rest = Arrays.copyOfRange(sent, 1, sent.length);
      feed((how & FRAMED) == 0 ? rest : frames(rest), (how >> 3) & 31);
      channel.finishAndReleaseAll();
      if (metrics.connections.get() != 0 || metrics.subscriptions.get() != 0) {
        throw new AssertionError("something stays");
      }
      String logged = LOGGED.getAndSet("");
      if (!logged.isEmpty()) {
        throw new AssertionError(logged);
      }
    }

    /** In one piece, or in pieces as they may come from a socket. */
    private void feed(byte[] bytes, int pieceBytes) {
      int size = pieceBytes == 0 ? Math.max(1, bytes.length) : pieceBytes;
      for (int at = 0; at < bytes.length && channel.isOpen(); at += size) {
        channel.writeInbound(Unpooled.copiedBuffer(bytes, at, Math.min(size, bytes.length - at)));
        channel.runPendingTasks();
        channel.releaseOutbound();
      }
    }

    private ClientContext context(Edge edge) {
      SplittableRandom random = new SplittableRandom(1);
      PutChecks checks = new PutChecks(SEA, graph, 1);
      // What would be checked on other threads, which an embedded loop cannot have, is not.
      checks.close();
      Reception reception = new Reception(PortFixture.LIMITS, edge);
      return new ClientContext(
          graph,
          checks,
          reception,
          "pid",
          new MessageIds(random),
          new SeededHash(1),
          metrics,
          new EntryCounts(registry),
          observation,
          new Admission(reception),
          DRAINS);
    }

    private Edge edge(boolean proxied) {
      Rates rates = new Rates(Rate.UNLIMITED, new Rate(100), new Rate(10_000));
      return TestEdge.of(
          new EdgeConfig(
              TlsConfig.NONE,
              TrustedProxies.parse(proxied ? "127.0.0.1" : "").orElseThrow(),
              proxied,
              AllowedOrigins.ANY,
              true,
              new LimitSettings(Rates.NONE, rates, Rates.NONE, 4, 100, 10, 1_000, 0, 0)),
          new Tls(registry, InstantSource.system(), new SplittableRandom(1), Duration.ZERO),
          () -> 0,
          registry);
    }
  }

  /** Nothing is drained here. */
  private static final class NoScheduler implements Scheduler {
    @Override
    public void after(Duration delay, Runnable task) {}

    @Override
    public void execute(Runnable task) {}
  }

  /** Masked frames, as a client's must be: each from a byte for its kind and one for its length. */
  private static byte[] frames(byte[] bytes) {
    ByteBuffer to = ByteBuffer.allocate(8 * bytes.length + 64);
    ByteBuffer from = ByteBuffer.wrap(bytes);
    while (from.remaining() > 1) {
      int kind = from.get();
      byte[] payload = new byte[Math.min(from.get() & 0xFF, from.remaining())];
      from.get(payload);
      to.put(RawClient.header((kind & 0x80) != 0, kind & 0x7F, payload.length)).put(payload);
    }
    return Arrays.copyOf(to.array(), to.position());
  }
}
