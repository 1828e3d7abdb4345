package io.gunrelay.relay.transport;

import io.gunrelay.relay.limits.ClientLimits;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Counts what a client sends, and what of it belongs to messages that have not ended. So many
 * halves of messages can be held back at once that memory would run out, each within its limit.
 */
final class InboundMeter extends ChannelInboundHandlerAdapter {
  /** Who holds back no more than this is not closed for what others do. */
  private static final int ORDINARY_BYTES = 128 << 10;

  private final Connection connection;
  private final TransportMetrics metrics;
  private long unfinished;
  private long beganNs;

  InboundMeter(Connection connection, TransportMetrics metrics) {
    this.connection = connection;
    this.metrics = metrics;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof ByteBuf buffer) {
      int bytes = buffer.readableBytes();
      metrics.receivedBytes.increment(bytes);
      connection.visit().receivedBytes(bytes);
      connection.heard();
      long now = connection.loop().nowNs();
      if (unfinished == 0) {
        beganNs = now;
      }
      unfinished += bytes;
      if (!connection.loop().countUnfinished(bytes) && unfinished > ORDINARY_BYTES) {
        connection.close(CloseReason.OVERLOAD);
      } else if (now - beganNs > ClientLimits.MESSAGE.toNanos()) {
        connection.close(CloseReason.LIMITED);
      }
    }
    context.fireChannelRead(message);
  }

  /** So many bytes of the message are held, which may be more than came: they were compressed. */
  void holds(long bytes) {
    if (bytes > unfinished) {
      boolean hasRoom = connection.loop().countUnfinished(bytes - unfinished);
      unfinished = bytes;
      if (!hasRoom && unfinished > ORDINARY_BYTES) {
        connection.close(CloseReason.OVERLOAD);
      }
    }
  }

  /** A message has ended, and all that was held of it is let go. */
  void messageEnded() {
    connection.loop().countUnfinished(-unfinished);
    unfinished = 0;
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    messageEnded();
    context.fireChannelInactive();
  }
}
