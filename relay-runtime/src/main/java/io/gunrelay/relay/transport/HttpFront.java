package io.gunrelay.relay.transport;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import io.netty.handler.ssl.SslHandler;
import java.util.List;

/** Answers HTTP, and turns a connection into a WebSocket when it is asked to. */
final class HttpFront extends SimpleChannelInboundHandler<FullHttpRequest> {
  static final String NAME = "http";

  private static final String PATH = "/gun";
  private static final String ANY_SUBPROTOCOL = "*";

  /** Of WebSocket; who speaks an older one is bounded by what held when it came. */
  private static final String PRESENT_VERSION = "13";

  private static final String FORWARDED_FOR = "X-Forwarded-For";
  private static final int LONGEST_ORIGIN = 255;

  private final Loop loop;
  private final ClientContext clients;
  private final Visitor visitor;

  HttpFront(Loop loop, ClientContext clients, Visitor visitor) {
    this.loop = loop;
    this.clients = clients;
    this.visitor = visitor;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
    String uri = request.uri();
    int query = uri.indexOf('?');
    String path = query < 0 ? uri : uri.substring(0, query);
    if (!request.decoderResult().isSuccess() || !RequestCheck.namesOneHost(request)) {
      answer(context, request, HttpResponseStatus.BAD_REQUEST, "This is not HTTP as I know it.");
    } else if (path.equals(PATH) || path.equals(PATH + "/")) {
      gun(context, request);
    } else if (path.equals(WellKnown.PATH)) {
      WellKnown.answer(request, clients.edge(), PATH, isSecure(context)).send(context, request);
    } else if (!path.equals("/")) {
      answer(context, request, HttpResponseStatus.NOT_FOUND, "Nothing is here. GUN is at /gun.");
    } else if (isReading(request.method())) {
      answer(
          context,
          request,
          HttpResponseStatus.OK,
          "This is a GUN relay. Give its address, followed by /gun, to gun.js as a peer.");
    } else {
      answer(context, request, HttpResponseStatus.METHOD_NOT_ALLOWED, "Only GET is answered here.");
    }
  }

  private static boolean isReading(HttpMethod method) {
    return method.equals(HttpMethod.GET)
        || method.equals(HttpMethod.HEAD)
        || method.equals(HttpMethod.OPTIONS);
  }

  private void gun(ChannelHandlerContext context, FullHttpRequest request) {
    boolean upgrade =
        request.headers().containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
    if (!upgrade) {
      answer(
          context,
          request,
          HttpResponseStatus.UPGRADE_REQUIRED,
          "GUN speaks WebSocket here: connect with ws:// or wss://.");
      return;
    }
    if (!RequestCheck.mayUpgrade(request)) {
      answer(
          context,
          request,
          HttpResponseStatus.BAD_REQUEST,
          "The WebSocket handshake is not one: it needs HTTP/1.1, one version, one key, no body.");
      return;
    }
    List<String> origins = request.headers().getAll(HttpHeaderNames.ORIGIN);
    String refusal = clients.admission().refusal();
    if (!clients.edge().origins().allow(origins)) {
      refuse(context, request, HttpResponseStatus.FORBIDDEN, "origin", foreign(origins));
    } else if (!refusal.isEmpty()) {
      refuse(
          context, request, HttpResponseStatus.SERVICE_UNAVAILABLE, "relay_connections", refusal);
    } else if (!visitor.speaksFor(request.headers().getAll(FORWARDED_FOR))) {
      refuse(
          context,
          request,
          HttpResponseStatus.TOO_MANY_REQUESTS,
          "address_connections",
          "There are too many connections from your address; close some, or try again later.");
    } else {
      upgrade(context, request);
    }
  }

  private void refuse(
      ChannelHandlerContext context,
      FullHttpRequest request,
      HttpResponseStatus status,
      String rule,
      String why) {
    clients.metrics().refused.increment();
    visitor.refused(clients.observation(), rule);
    answer(context, request, status, why);
  }

  private static String foreign(List<String> origins) {
    String named = String.join(", ", origins);
    return "Pages of %s may not connect to this relay; whoever runs it can add them to --allowed-origins."
        .formatted(named.length() > LONGEST_ORIGIN ? "this origin" : named);
  }

  private void upgrade(ChannelHandlerContext context, FullHttpRequest request) {
    WebSocketDecoderConfig frames = FrameDecoder.config(clients);
    WebSocketServerHandshaker handshaker =
        request.headers().contains(HttpHeaderNames.SEC_WEBSOCKET_VERSION, PRESENT_VERSION, true)
            ? FrameDecoder.handshaker(ANY_SUBPROTOCOL, frames)
            : new WebSocketServerHandshakerFactory("", ANY_SUBPROTOCOL, frames)
                .newHandshaker(request);
    if (handshaker == null) {
      ChannelFuture _ =
          WebSocketServerHandshakerFactory.sendUnsupportedVersionResponse(context.channel());
      return;
    }
    String entry = EntryUrl.of(request, request.uri(), isSecure(context));
    String origin = request.headers().get(HttpHeaderNames.ORIGIN, "");
    try {
      handshaker
          .handshake(context.channel(), request)
          .addListener(done -> {
            if (done.isSuccess()) {
              opened(context, entry, origin);
            } else {
              ChannelFuture _ = context.close();
            }
          });
    } catch (WebSocketHandshakeException malformed) {
      answer(
          context,
          request,
          HttpResponseStatus.BAD_REQUEST,
          "The WebSocket handshake is incomplete.");
    }
  }

  private static boolean isSecure(ChannelHandlerContext context) {
    return context.pipeline().get(SslHandler.class) != null;
  }

  private void opened(ChannelHandlerContext context, String entry, String origin) {
    var pipeline = context.pipeline();
    long number = clients.admission().nextNumber();
    Visit visit = new Visit(clients.observation(), number, visitor.address(), origin, loop.nowNs());
    Connection connection =
        new Connection(context.channel(), loop, clients, number, entry, visitor.account(), visit);
    InboundMeter meter = new InboundMeter(connection, clients.metrics());
    Pace pace = new Pace(connection, visitor.account(), clients.edge().limits());
    IncomingFrames frames =
        new IncomingFrames(
            connection, new Conversation(connection, clients, pace), meter, pace, clients);
    pipeline.addFirst(meter);
    // Frames are laid out once for all their receivers, not by an encoder for each.
    pipeline.remove("wsencoder");
    pipeline.remove(HandshakeDeadline.class);
    pipeline.replace(this, "frames", frames);
    connection.open();
  }

  private static void answer(
      ChannelHandlerContext context,
      FullHttpRequest request,
      HttpResponseStatus status,
      String line) {
    HttpAnswer.text(status, line).send(context, request);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    ChannelFuture _ = context.close();
  }
}
