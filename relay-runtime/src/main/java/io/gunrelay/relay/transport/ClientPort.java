package io.gunrelay.relay.transport;

import io.gunrelay.relay.drain.Drains;
import io.gunrelay.relay.drain.Guest;
import io.gunrelay.relay.graph.Graph;
import io.gunrelay.relay.limits.ClientLimits;
import io.gunrelay.relay.sea.Sea;
import io.gunrelay.relay.wire.MessageIds;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollSocketChannelConfig;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.ChannelMatchers;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtensionHandler;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateServerExtensionHandshaker;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** The port of GUN's clients: HTTP, and WebSocket on {@code /gun}. */
public final class ClientPort {
  static final WriteBufferWaterMark WATERMARK = new WriteBufferWaterMark(16 << 10, 32 << 10);

  /** What the kernel takes beyond what is on its way: it would take megabytes from each. */
  private static final long NOT_SENT_BYTES = 64 << 10;

  /** What a PROXY header may say beside addresses, in bytes. */
  private static final int MAX_PROXY_EXTRAS = 2 << 10;

  private final EventLoops eventLoops;
  private final ClientContext clients;
  private final Map<Object, Loop> loops = new HashMap<>();
  private final ChannelGroup sockets = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

  /**
   * Prepares the port; {@link #listen} opens it.
   *
   * @param sea judges what clients put
   * @param pid by which the relay introduces itself
   * @param nanoTime a monotonic clock
   * @param drains told of who comes
   * @param observation told of what clients do
   */
  public ClientPort(
      EventLoops eventLoops,
      Edge edge,
      Graph graph,
      Sea sea,
      ClientLimits limits,
      MessageIds ids,
      String pid,
      RandomGenerator random,
      LongSupplier nanoTime,
      MeterRegistry registry,
      Drains drains,
      Observation observation) {
    this.eventLoops = eventLoops;
    TransportMetrics metrics = new TransportMetrics(registry);
    EntryCounts entries = new EntryCounts(registry);
    entries.know(edge.entries());
    Reception reception = new Reception(limits, edge);
    clients =
        new ClientContext(
            graph,
            new PutChecks(sea, graph, eventLoops.each().size()),
            reception,
            pid,
            ids,
            new SeededHash(random.nextLong()),
            metrics,
            entries,
            observation,
            new Admission(reception),
            drains);
    var each = eventLoops.each();
    each.forEach(
        loop -> loops.put(loop, new Loop(loop, each.size(), metrics, observation, nanoTime)));
  }

  /**
   * Starts to listen.
   *
   * @return the port, which is the one asked for unless that was 0
   * @throws IOException when the address cannot be had
   */
  public int listen(InetSocketAddress address) throws IOException {
    Channel listening = HttpPort.bind(eventLoops, address, this::accept);
    sockets.add(listening);
    return HttpPort.port(listening);
  }

  /**
   * Other terms hold from now on, for who is connected, too, from its next message on. Nobody is
   * closed who is here already.
   *
   * @param edge the present one, or one that was made of it
   */
  public void take(ClientLimits limits, Edge edge) {
    clients.entries().know(edge.entries());
    clients.reception().take(limits, edge);
    clients.admission().present().forEach(Connection::refit);
  }

  /** How clients are met now. */
  public Edge edge() {
    return clients.edge();
  }

  /** Open WebSockets. */
  public long connections() {
    return clients.metrics().connections.get();
  }

  /** How many of them came by each host of the fleet's entries. */
  public Map<String, Long> connectionsByEntry() {
    return clients.entries().of(clients.edge().entries());
  }

  /** Who is connected now; the set goes on changing. */
  public Set<? extends Guest> guests() {
    return Collections.unmodifiableSet(clients.admission().present());
  }

  /** Souls and keys that open WebSockets asked for. */
  public long subscriptions() {
    return clients.metrics().subscriptions.get();
  }

  /** Tasks that wait for event loops. */
  public long tasksWaiting() {
    return loops.values().stream().mapToLong(Loop::tasksWaiting).sum();
  }

  /** Puts that wait to be checked. */
  public long checksWaiting() {
    return clients.checks().waiting();
  }

  /** The longest that a loop has not come round; each should do so twice a second. */
  public Duration longestStall() {
    return loops.values().stream()
        .map(Loop::sinceLastBeat)
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  /**
   * Stops: acknowledges what has been put, tells clients to come back (1012), those who still come
   * too, and waits until who was here is gone, but at most for {@code grace}.
   */
  public void close(Duration grace) {
    clients.admission().close();
    clients.admission().present().forEach(Guest::dismiss);
    sockets
        .newCloseFuture(ChannelMatchers.isNonServerChannel())
        .awaitUninterruptibly(grace.toMillis());
    sockets.close().awaitUninterruptibly();
    clients.checks().close();
  }

  /**
   * Lets a client compress what it sends (RFC 7692). Nothing is remembered from one message to the
   * next, and nothing is inflated beyond the size of a message.
   */
  private static ChannelHandler compression(int maxBytes) {
    return new WebSocketServerExtensionHandler(
        new PerMessageDeflateServerExtensionHandshaker(
            1,
            false,
            PerMessageDeflateServerExtensionHandshaker.MAX_WINDOW_SIZE,
            true,
            true,
            maxBytes));
  }

  private Loop loop(Channel channel) {
    Loop loop = loops.get(channel.eventLoop());
    if (loop == null) {
      throw new IllegalStateException("a channel belongs to a loop of another group");
    }
    return loop;
  }

  private void accept(Channel channel) {
    if (sockets.size() > clients.limits().maxConnections() + ClientLimits.HTTP_CONNECTIONS) {
      clients.metrics().refused.increment();
      ChannelFuture _ = channel.close();
      return;
    }
    Optional<Visitor> visitor = Visitor.arrived(clients.edge(), channel);
    if (visitor.isEmpty()) {
      clients.metrics().refused.increment();
      ChannelFuture _ = channel.close();
      return;
    }
    sockets.add(channel);
    prepare(channel, loop(channel), clients, visitor.get());
  }

  /** Adds the handlers that take a socket from its first byte to an open WebSocket. */
  static void prepare(Channel channel, Loop loop, ClientContext clients, Visitor visitor) {
    channel.config().setWriteBufferWaterMark(WATERMARK);
    if (channel.config() instanceof EpollSocketChannelConfig config) {
      config.setTcpNotSentLowAt(NOT_SENT_BYTES);
    }
    channel
        .pipeline()
        .addLast(
            new HandshakeDeadline(
                ClientLimits.HANDSHAKE, clients.metrics().handshakesTimedOut::increment));
    if (clients.edge().proxyProtocol() && visitor.isProxy()) {
      channel
          .pipeline()
          .addLast(new HAProxyMessageDecoder(MAX_PROXY_EXTRAS))
          .addLast(new ProxyHeader(visitor, clients));
    }
    clients.edge().tls().protect(channel);
    HttpPort.codec(channel.pipeline());
    if (clients.edge().compression()) {
      channel.pipeline().addLast(compression(clients.limits().maxMessageBytes()));
    }
    channel.pipeline().addLast(HttpFront.NAME, new HttpFront(loop, clients, visitor));
  }
}
