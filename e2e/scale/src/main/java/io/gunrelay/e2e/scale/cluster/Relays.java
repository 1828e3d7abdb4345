package io.gunrelay.e2e.scale.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.gunrelay.relay.api.AdminPort;
import io.gunrelay.relay.api.DrainReport;
import io.gunrelay.relay.api.Load;
import io.gunrelay.relay.api.PeerReport;
import io.gunrelay.relay.api.RegionReport;
import io.gunrelay.relay.api.RelayReport;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What is asked of relays, answered in place of them: each region has a loopback address, which all
 * its pods share. Safe for use by several threads.
 */
public final class Relays implements AutoCloseable {
  private static final int CLIENTS = 40;
  private static final int LONGEST_REQUEST_BYTES = 8192;
  private static final int ADDRESSES_IN_A_NET = 250;

  private final MultiThreadIoEventLoopGroup loop =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final ObjectMapper json =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
  private final Map<String, byte[]> reports = new ConcurrentHashMap<>();
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicLong asked = new AtomicLong();

  /** How often a report was asked for. */
  public long asked() {
    return asked.get();
  }

  /** An address of a region's own. */
  String address() {
    int number = next.getAndIncrement();
    return "127.77.%d.%d".formatted(number / ADDRESSES_IN_A_NET, 1 + number % ADDRESSES_IN_A_NET);
  }

  /** Says which relays are there now. */
  void serve(String address, String region, List<String> pods) {
    boolean isNew = reports.put(address, report(region, pods)) == null;
    if (isNew) {
      new ServerBootstrap()
          .group(loop)
          .channel(NioServerSocketChannel.class)
          .childHandler(
              new ChannelInitializer<SocketChannel>() {
                @Override
                protected void initChannel(SocketChannel channel) {
                  channel
                      .pipeline()
                      .addLast(new HttpServerCodec())
                      .addLast(new HttpObjectAggregator(LONGEST_REQUEST_BYTES))
                      .addLast(new Answering(address));
                }
              })
          .bind(new InetSocketAddress(address, AdminPort.DEFAULT_ADMIN_PORT))
          .syncUninterruptibly();
    }
  }

  private byte[] report(String region, List<String> pods) {
    if (pods.isEmpty()) {
      return new byte[0];
    }
    List<PeerReport> peers = new ArrayList<>();
    for (String pod : pods.subList(1, pods.size())) {
      peers.add(
          new PeerReport(
              pod + ":" + AdminPort.DEFAULT_REPLICATION_PORT,
              true,
              Instant.now(),
              relay(region, pod),
              null));
    }
    try {
      return json.writeValueAsBytes(new RegionReport(relay(region, pods.getFirst()), peers, null));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report cannot be written", e);
    }
  }

  private static RelayReport relay(String region, String pod) {
    return new RelayReport(
        pod,
        "0.1.0",
        region,
        "%032x".formatted(pod.hashCode() & 0xffffffffL),
        Instant.now(),
        true,
        "takes clients",
        new Load(CLIENTS, 2L * CLIENTS, 0, 1 << 20),
        null,
        new DrainReport(DrainReport.State.NONE, null, 0, 0, CLIENTS, 0, 0, 0, 0, 0));
  }

  private final class Answering extends SimpleChannelInboundHandler<FullHttpRequest> {
    private final String address;

    Answering(String address) {
      this.address = address;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
      asked.incrementAndGet();
      byte[] body = reports.getOrDefault(address, new byte[0]);
      boolean isKnown = request.uri().equals(AdminPort.REPORT) && body.length > 0;
      DefaultFullHttpResponse response =
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1,
              isKnown ? HttpResponseStatus.OK : HttpResponseStatus.NOT_FOUND,
              Unpooled.wrappedBuffer(isKnown ? body : new byte[0]));
      response.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/json");
      response.headers().set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
      var _ = context.writeAndFlush(response);
    }

    /** An operator that ends resets its connections. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      var _ = context.close();
    }
  }

  @Override
  public void close() {
    loop.shutdownGracefully().awaitUninterruptibly();
  }
}
