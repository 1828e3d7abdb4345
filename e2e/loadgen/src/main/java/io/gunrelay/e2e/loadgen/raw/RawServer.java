package io.gunrelay.e2e.loadgen.raw;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A server with an event loop for each processor, as the relay has. */
public final class RawServer implements AutoCloseable {
  private static final int BACKLOG = 4096;
  private static final int MAX_FRAME_BYTES = 8 << 20;
  private static final WriteBufferWaterMark WATERMARK =
      new WriteBufferWaterMark(64 << 10, 256 << 10);

  private final MultiThreadIoEventLoopGroup group;
  private final Channel listening;

  /**
   * Starts to listen.
   *
   * @param batching whether what comes in one turn of a loop leaves as one array frame; otherwise
   *     each message has a frame
   */
  public RawServer(InetSocketAddress address, int threads, boolean batching) {
    boolean epoll = Epoll.isAvailable();
    IoHandlerFactory factory = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    group = new MultiThreadIoEventLoopGroup(threads, factory);
    Map<EventLoop, RawLoop> loops = new HashMap<>();
    group.forEach(
        executor -> loops.put((EventLoop) executor, new RawLoop((EventLoop) executor, batching)));
    Class<? extends ServerChannel> type =
        epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    listening =
        new ServerBootstrap()
            .group(group)
            .channel(type)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATERMARK)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel
                        .pipeline()
                        .addLast(
                            new HttpServerCodec(),
                            new HttpObjectAggregator(1 << 10),
                            new WebSocketServerProtocolHandler(
                                WebSocketServerProtocolConfig.newBuilder()
                                    .websocketPath("/gun")
                                    .maxFramePayloadLength(MAX_FRAME_BYTES)
                                    .build()),
                            new RawHandler(own(loops, channel), List.copyOf(loops.values())));
                  }
                })
            .bind(address)
            .syncUninterruptibly()
            .channel();
  }

  private static RawLoop own(Map<EventLoop, RawLoop> loops, Channel channel) {
    RawLoop own = loops.get(channel.eventLoop());
    if (own == null) {
      throw new IllegalStateException("a channel belongs to a loop of another group");
    }
    return own;
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return (InetSocketAddress) listening.localAddress();
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
  }
}
