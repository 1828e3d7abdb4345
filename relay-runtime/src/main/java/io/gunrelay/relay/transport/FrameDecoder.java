package io.gunrelay.relay.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import java.util.List;

/**
 * Decodes a client's frames, each no larger than a message may be. As that may change while a
 * client is connected, and a decoder's bound may not, another one takes over between two frames.
 */
final class FrameDecoder extends WebSocket13FrameDecoder {
  /** As Netty calls it. */
  private static final String NAME = "wsdecoder";

  private final WebSocketDecoderConfig config;
  private boolean betweenFrames = true;

  private FrameDecoder(WebSocketDecoderConfig config) {
    super(config);
    this.config = config;
  }

  /** Bounded by what a message may be now. */
  static WebSocketDecoderConfig config(ClientContext clients) {
    return WebSocketDecoderConfig.newBuilder()
        .maxFramePayloadLength(clients.limits().maxMessageBytes())
        .allowExtensions(clients.edge().compression())
        // What to say before closing is decided where the client is known.
        .closeOnProtocolViolation(false)
        // Whole messages are checked, faster.
        .withUTF8Validator(false)
        .build();
  }

  /** Makes a WebSocket whose frames are decoded by one of this kind. */
  static WebSocketServerHandshaker13 handshaker(
      String subprotocols, WebSocketDecoderConfig config) {
    return new WebSocketServerHandshaker13("", subprotocols, config) {
      @Override
      protected WebSocketFrameDecoder newWebsocketDecoder() {
        return new FrameDecoder(config);
      }
    };
  }

  /**
   * Has another one take over if a message may have another size by now. In the channel's loop.
   *
   * @return false if a frame has begun: it has to be called again after that
   */
  static boolean fit(ChannelPipeline pipeline, ClientContext clients) {
    int maxBytes = clients.limits().maxMessageBytes();
    FrameDecoder present = pipeline.get(FrameDecoder.class);
    if (present == null || present.config.maxFramePayloadLength() == maxBytes) {
      return true;
    }
    if (!present.betweenFrames) {
      return false;
    }
    // What has come behind the last frame is handed on to the one that takes over.
    pipeline.replace(
        present,
        NAME,
        new FrameDecoder(present.config.toBuilder().maxFramePayloadLength(maxBytes).build()));
    return true;
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out)
      throws Exception {
    super.decode(context, in, out);
    betweenFrames = !out.isEmpty();
  }
}
