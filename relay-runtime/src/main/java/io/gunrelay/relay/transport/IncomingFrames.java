package io.gunrelay.relay.transport;

import io.gunrelay.relay.wire.MessageWriter;
import io.gunrelay.relay.wire.Utf8;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.zip.DataFormatException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Puts frames together to messages. The last handler of an open WebSocket. */
final class IncomingFrames extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = System.getLogger(IncomingFrames.class.getName());

  /** A message could go on for ever without growing. */
  private static final int MAX_EMPTY_FRAGMENTS = 64;

  private final Connection connection;
  private final Conversation conversation;
  private final InboundMeter meter;
  private final Pace pace;
  private final UnfinishedMessage unfinished = new UnfinishedMessage();
  private final ClientContext clients;
  private boolean inText;
  private int emptyFragments;

  IncomingFrames(
      Connection connection,
      Conversation conversation,
      InboundMeter meter,
      Pace pace,
      ClientContext clients) {
    this.connection = connection;
    this.conversation = conversation;
    this.meter = meter;
    this.pace = pace;
    this.clients = clients;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      if (message instanceof WebSocketFrame frame) {
        hear(context, frame);
      }
    } finally {
      ReferenceCountUtil.release(message);
      connection.refitIfDue();
    }
  }

  private void hear(ChannelHandlerContext context, WebSocketFrame frame) {
    connection.heard();
    if (frame instanceof CloseWebSocketFrame) {
      if (connection.isClosed()) {
        ChannelFuture _ = context.close();
      } else {
        connection.closedByClient();
      }
    } else if (connection.isClosed()) {
      return;
    } else if (frame.rsv() != 0) {
      // Of an extension that was not agreed on.
      connection.close(CloseReason.PROTOCOL);
      return;
    }
    if (unfinished.size() == 0
        && !(frame instanceof TextWebSocketFrame)
        && !(frame instanceof ContinuationWebSocketFrame)) {
      // No message has begun, and this is none.
      meter.messageEnded();
    }
    if (frame instanceof PingWebSocketFrame) {
      pace.heard(1, frame.content().readableBytes());
      connection.control(connection.loop().frames().pong(frame.content().retain()));
    } else if (frame instanceof TextWebSocketFrame) {
      inText = true;
      text(frame);
    } else if (frame instanceof BinaryWebSocketFrame) {
      inText = false;
      pace.heard(1, frame.content().readableBytes());
    } else if (frame instanceof ContinuationWebSocketFrame && inText) {
      text(frame);
    }
  }

  private void text(WebSocketFrame frame) {
    ByteBuf content = frame.content();
    if (unfinished.size() + content.readableBytes() > clients.limits().maxMessageBytes()) {
      connection.close(MessageWriter.TOO_BIG, CloseReason.TOO_BIG);
      return;
    }
    if (!frame.isFinalFragment()) {
      pace.heard(1, 0);
      emptyFragments = content.isReadable() ? emptyFragments : emptyFragments + 1;
      if (emptyFragments > MAX_EMPTY_FRAGMENTS) {
        connection.close(CloseReason.PROTOCOL);
      }
      unfinished.append(content);
      meter.holds(unfinished.size());
      return;
    }
    emptyFragments = 0;
    meter.messageEnded();
    if (unfinished.size() > 0) {
      unfinished.append(content);
      byte[] text = unfinished.take();
      message(text, text.length);
    } else {
      int length = content.readableBytes();
      byte[] text = connection.loop().scratch(length);
      content.readBytes(text, 0, length);
      message(text, length);
    }
  }

  private void message(byte[] text, int length) {
    if (Utf8.isWellFormed(text, 0, length)) {
      conversation.hear(text, length);
    } else {
      connection.close(CloseReason.NOT_TEXT);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (context.channel().isWritable()) {
      connection.flushSoon();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    unfinished.clear();
    connection.closedByClient();
  }

  private static boolean isTooLargeInflated(@Nullable Throwable cause) {
    return cause instanceof DecompressionException
        && !(cause.getCause() instanceof DataFormatException);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof CorruptedWebSocketFrameException corrupted) {
      if (corrupted.closeStatus().equals(WebSocketCloseStatus.MESSAGE_TOO_BIG)) {
        connection.close(MessageWriter.TOO_BIG, CloseReason.TOO_BIG);
      } else {
        connection.close(CloseReason.PROTOCOL);
      }
    } else if (cause instanceof IOException || cause.getCause() instanceof SSLException) {
      ChannelFuture _ = context.close();
    } else if (isTooLargeInflated(cause) || isTooLargeInflated(cause.getCause())) {
      connection.close(MessageWriter.TOO_BIG, CloseReason.TOO_BIG);
    } else if (cause instanceof CodecException) {
      connection.close(CloseReason.PROTOCOL);
    } else {
      LOG.log(Level.ERROR, "A connection failed and is closed.", cause);
      ChannelFuture _ = context.close();
    }
  }
}
