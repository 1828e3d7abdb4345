package io.gunrelay.e2e.loadgen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A relay that does what it is told, wrongly if need be, so that the generator's counting can be
 * checked against known truth. It runs on one thread.
 */
public final class TinyRelay implements AutoCloseable {
  /** What it does with a put of a number, counted from 0. */
  public enum Deed {
    TAKE,
    TAKE_AND_ANSWER_IN_AN_ARRAY,
    REFUSE,
    IGNORE,
    ACKNOWLEDGE_BUT_LOSE,
    DELIVER_TWICE,
    ANSWER_WITH_GARBAGE,
    HANG_UP
  }

  /** Decides on each put. */
  public interface Script {
    Deed on(int put);
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Script script;
  private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Channel listening;
  private final boolean secure;

  // Confined to the loop.
  private final Map<String, JsonNode> graph = new HashMap<>();
  private final Map<String, List<Channel>> subscribers = new LinkedHashMap<>();
  private final List<String> handshakes = new ArrayList<>();
  private int puts;

  public TinyRelay(Script script) {
    this(script, Optional.empty());
  }

  public TinyRelay(Script script, Optional<SslContext> tls) {
    this.script = script;
    this.secure = tls.isPresent();
    this.listening =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    tls.ifPresent(
                        context -> channel.pipeline().addLast(context.newHandler(channel.alloc())));
                    channel
                        .pipeline()
                        .addLast(
                            new HttpServerCodec(),
                            new HttpObjectAggregator(1 << 16),
                            new WebSocketServerProtocolHandler("/gun"),
                            new Peer());
                  }
                })
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .syncUninterruptibly()
            .channel();
  }

  public InetSocketAddress address() {
    return (InetSocketAddress) listening.localAddress();
  }

  public String url() {
    return (secure ? "wss://localhost:" : "ws://127.0.0.1:") + address().getPort() + "/gun";
  }

  /** The answers to its own handshake that it got. */
  public List<String> handshakes() {
    return loop.submit(() -> List.copyOf(handshakes)).syncUninterruptibly().getNow();
  }

  @Override
  public void close() {
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private final class Peer extends SimpleChannelInboundHandler<TextWebSocketFrame> {
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      if (event instanceof HandshakeComplete) {
        say(ctx.channel(), "{\"#\":\"relay0001\",\"dam\":\"?\",\"pid\":\"tiny\"}");
        say(ctx.channel(), "[]");
      }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, TextWebSocketFrame frame) {
      JsonNode message = read(frame.text());
      Channel from = ctx.channel();
      if (message.path("dam").asText().equals("?")) {
        handshakes.add(frame.text());
      } else if (message.has("put")) {
        put(from, message, frame.text());
      } else if (message.has("get")) {
        String soul = message.at("/get/#").asText();
        subscribers.computeIfAbsent(soul, s -> new ArrayList<>()).add(from);
        JsonNode node = graph.get(soul);
        String found = node == null ? "" : ",\"put\":{" + quoted(soul) + ":" + node + "}";
        say(from, "{\"#\":\"relay0002\",\"@\":" + message.get("#") + found + "}");
      }
    }

    private void put(Channel from, JsonNode message, String text) {
      String ok = "{\"@\":" + message.get("#") + ",\"ok\":true}";
      switch (script.on(puts++)) {
        case TAKE -> {
          take(from, message, text, 1);
          say(from, ok);
        }
        case TAKE_AND_ANSWER_IN_AN_ARRAY -> {
          take(from, message, text, 1);
          say(from, "[{\"@\":\"unrelated\",\"ok\":true}," + ok + "]");
        }
        case DELIVER_TWICE -> {
          take(from, message, text, 2);
          say(from, ok);
        }
        case REFUSE -> say(from, "{\"@\":" + message.get("#") + ",\"err\":\"no\"}");
        case ACKNOWLEDGE_BUT_LOSE -> say(from, ok);
        case ANSWER_WITH_GARBAGE -> {
          say(from, "{\"@\":");
          say(from, ok);
        }
        case HANG_UP -> {
          var _ = from.close();
        }
        case IGNORE -> {}
      }
    }

    private void take(Channel from, JsonNode message, String text, int times) {
      message
          .get("put")
          .properties()
          .forEach(node -> {
            graph.merge(node.getKey(), node.getValue(), TinyRelay::merged);
            for (Channel to : subscribers.getOrDefault(node.getKey(), List.of())) {
              for (int i = 0; !to.equals(from) && i < times; i++) {
                say(to, text);
              }
            }
          });
    }

    private void say(Channel to, String text) {
      var _ = to.writeAndFlush(new TextWebSocketFrame(text));
    }
  }

  private static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The keys of both; it is enough for those who read values alone. */
  private static JsonNode merged(JsonNode before, JsonNode now) {
    return ((ObjectNode) before).setAll((ObjectNode) now);
  }

  private static String quoted(String text) {
    return JSON.getNodeFactory().textNode(text).toString();
  }
}
