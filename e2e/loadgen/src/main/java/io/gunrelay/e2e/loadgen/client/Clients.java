package io.gunrelay.e2e.loadgen.client;

import io.gunrelay.e2e.loadgen.wire.MessageIds;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/**
 * Opens connections to one relay; they share a few event loops. Safe for use by several threads.
 */
public final class Clients implements AutoCloseable {
  private static final int MAX_FRAME_BYTES = 64 << 20;
  private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(30);

  private final Endpoint endpoint;
  private final MessageIds ids;
  private final EventLoopGroup loops;
  private final Bootstrap bootstrap;
  private final Optional<SslContext> tls;

  /**
   * Starts the event loops; nothing is dialled yet.
   *
   * @param threads event loops; one is enough for some hundred thousand messages a second
   * @throws IllegalArgumentException when the endpoint's certificates cannot be read
   */
  public Clients(Endpoint endpoint, MessageIds ids, int threads) {
    this.endpoint = endpoint;
    this.ids = ids;
    this.tls = endpoint.secure() ? Optional.of(tls(endpoint)) : Optional.empty();
    boolean epoll = Epoll.isAvailable();
    IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    this.loops = new MultiThreadIoEventLoopGroup(threads, io);
    this.bootstrap =
        new Bootstrap()
            .group(loops)
            .channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true);
  }

  /** The ids that all messages of this process take. */
  public MessageIds ids() {
    return ids;
  }

  /** The event loops, for timers. */
  public EventLoopGroup loops() {
    return loops;
  }

  /** Connects from any local address. */
  public CompletableFuture<GunClient> connect(Listener listener) {
    return connect(listener, Optional.empty());
  }

  /**
   * Connects.
   *
   * @param from the local address, or any; each has some 28,000 ports towards one relay
   * @return the connection after the WebSocket handshake, or why there is none
   */
  public CompletableFuture<GunClient> connect(Listener listener, Optional<InetSocketAddress> from) {
    CompletableFuture<GunClient> opened = new CompletableFuture<>();
    Bootstrap dialler =
        bootstrap
            .clone()
            .handler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    build(channel, opened, listener);
                  }
                });
    InetSocketAddress address = endpoint.address();
    ChannelFuture dialled =
        from.isPresent() ? dialler.connect(address, from.get()) : dialler.connect(address);
    dialled.addListener(result -> {
      if (!result.isSuccess()) {
        opened.completeExceptionally(result.cause());
      }
    });
    return opened;
  }

  private void build(Channel channel, CompletableFuture<GunClient> opened, Listener listener) {
    tls.ifPresent(context ->
        channel
            .pipeline()
            .addLast(
                context.newHandler(channel.alloc(), endpoint.uri().getHost(), endpoint.port())));
    WebSocketClientProtocolConfig webSocket =
        WebSocketClientProtocolConfig.newBuilder()
            .webSocketUri(endpoint.uri())
            .version(WebSocketVersion.V13)
            .maxFramePayloadLength(MAX_FRAME_BYTES)
            .handshakeTimeoutMillis(HANDSHAKE_TIMEOUT.toMillis())
            .build();
    channel
        .pipeline()
        .addLast(
            new HttpClientCodec(),
            new HttpObjectAggregator(64 << 10),
            new WebSocketClientProtocolHandler(webSocket),
            new WebSocketFrameAggregator(MAX_FRAME_BYTES),
            new ClientHandler(opened, new GunClient(channel), listener, ids));
  }

  private static SslContext tls(Endpoint endpoint) {
    SslContextBuilder builder = SslContextBuilder.forClient();
    if (endpoint.insecure()) {
      builder
          .trustManager(InsecureTrustManagerFactory.INSTANCE)
          .endpointIdentificationAlgorithm("");
    }
    endpoint.authority().ifPresent(file -> builder.trustManager(file.toFile()));
    try {
      return builder.build();
    } catch (SSLException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "cannot set up TLS: "
              + e.getMessage()
              + endpoint.authority().map(f -> " (" + f + ")").orElse(""),
          e);
    }
  }

  @Override
  public void close() {
    loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
  }
}
