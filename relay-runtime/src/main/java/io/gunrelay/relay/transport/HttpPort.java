package io.gunrelay.relay.transport;

import io.gunrelay.relay.tls.PortTls;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A port that speaks HTTP, with bounds on everything that a stranger can send. */
public final class HttpPort {
  private static final int BACKLOG = 4096;
  private static final int MAX_REQUEST_LINE = 8 << 10;
  private static final int MAX_HEADERS = 16 << 10;
  private static final int MAX_BODY = 1 << 10;
  private static final Duration CONNECTION = Duration.ofMinutes(5);

  private HttpPort() {}

  /**
   * Who asks.
   *
   * @param address of the socket's other end; null if it has none
   * @param known whether it has shown who it is, if it has to
   */
  public record Caller(@Nullable InetAddress address, boolean known) {
    /** The address as text. */
    public String text() {
      return address == null ? "" : address.getHostAddress();
    }
  }

  /** Answers requests. */
  @FunctionalInterface
  public interface Answers {
    /**
     * Answers a request.
     *
     * @param request is gone when this returns, but for its head
     * @param then told once, from any thread
     */
    void to(FullHttpRequest request, Caller caller, Consumer<HttpAnswer> then);
  }

  /**
   * Answers small requests, one after the other on each connection.
   *
   * @return the port, which is the one asked for unless that was 0
   * @throws IOException when the address cannot be had
   */
  public static int listen(
      EventLoops loops, InetSocketAddress address, PortTls tls, Answers answers)
      throws IOException {
    return port(bind(loops, address, channel -> serve(channel, tls, answers)));
  }

  private static void serve(Channel channel, PortTls tls, Answers answers) {
    channel.pipeline().addLast(new HandshakeDeadline(CONNECTION, () -> {}));
    tls.protect(channel);
    codec(channel.pipeline())
        .addLast(
            new SimpleChannelInboundHandler<FullHttpRequest>() {
              @Override
              protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
                if (request.decoderResult().isSuccess()) {
                  answers.to(
                      request, caller(context.channel()), answer -> send(answer, context, request));
                } else {
                  HttpAnswer.text(HttpResponseStatus.BAD_REQUEST, "This is not HTTP.")
                      .send(context, request);
                }
              }

              private void send(
                  HttpAnswer answer, ChannelHandlerContext context, FullHttpRequest request) {
                if (context.executor().inEventLoop()) {
                  answer.send(context, request);
                } else {
                  context.executor().execute(() -> answer.send(context, request));
                }
              }

              private Caller caller(Channel from) {
                InetAddress address =
                    from.remoteAddress() instanceof InetSocketAddress socket
                        ? socket.getAddress()
                        : null;
                return new Caller(address, tls.knows(from));
              }

              @Override
              public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
                ChannelFuture _ = context.close();
              }
            });
  }

  static ChannelPipeline codec(ChannelPipeline pipeline) {
    return pipeline
        .addLast(
            new HttpServerCodec(
                new HttpDecoderConfig()
                    .setMaxInitialLineLength(MAX_REQUEST_LINE)
                    .setMaxHeaderSize(MAX_HEADERS)))
        .addLast(new HttpObjectAggregator(MAX_BODY));
  }

  static Channel bind(EventLoops loops, InetSocketAddress address, Consumer<Channel> accept)
      throws IOException {
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loops.group())
            .channel(loops.serverChannel())
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    accept.accept(channel);
                  }
                })
            .bind(address)
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException(bound.cause().getMessage(), bound.cause());
    }
    return bound.channel();
  }

  static int port(Channel channel) {
    return ((InetSocketAddress) channel.localAddress()).getPort();
  }
}
