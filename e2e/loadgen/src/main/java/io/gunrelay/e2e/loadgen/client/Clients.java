package io.gunrelay.e2e.loadgen.client;

import io.gunrelay.e2e.loadgen.wire.MessageIds;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/**
 * Opens connections to one relay; they share a few event loops. Safe for use by several threads.
 */
public final class Clients implements AutoCloseable {
  /** One read takes what a socket's buffer usually holds; buffers go back to the pool at once. */
  private static final int READ_BYTES = 64 << 10;

  private final Endpoint endpoint;
  private final MessageIds ids;
  private final EventLoopGroup loops;
  private final Bootstrap bootstrap;
  private final Optional<SslContext> tls;
  private final Handshake handshake;

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
    this.handshake = new Handshake(endpoint.uri(), new SplittableRandom());
    boolean epoll = Epoll.isAvailable();
    IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    this.loops = new MultiThreadIoEventLoopGroup(threads, io);
    this.bootstrap =
        new Bootstrap()
            .group(loops)
            .channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_BYTES));
    if (epoll) {
      // A local address takes no port for itself, so ports of other relays' connections count not.
      bootstrap.option(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT, true);
    }
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
    channel
        .pipeline()
        .addLast(new ClientHandler(opened, new GunClient(channel), listener, handshake, ids));
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
