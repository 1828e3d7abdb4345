package io.gunrelay.relay.transport;

import io.gunrelay.relay.limits.ClientLimits;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;

/** The end of a WebSocket, so that the client learns why. Belongs to the connection's loop. */
final class Hangup {
  /** The name that Netty's handshake gives to the decoder. */
  private static final String FRAME_DECODER = "wsdecoder";

  private Hangup() {}

  static void of(Channel channel, Loop loop, CloseReason reason) {
    if (reason == CloseReason.SILENT || !channel.isActive()) {
      drop(channel);
      return;
    }
    channel.config().setAutoRead(true);
    boolean asked = reason == CloseReason.CLIENT || reason == CloseReason.MOVED;
    if (!asked && reason != CloseReason.RESTART) {
      // From here on bytes are only thrown away, not collected to frames.
      channel.pipeline().remove(FRAME_DECODER);
    }
    ChannelFuture sent = channel.writeAndFlush(loop.frames().close(reason.code()));
    if (asked) {
      sent.addListener(ChannelFutureListener.CLOSE);
    } else {
      // Closing a socket while bytes still come resets it, and the client would not read why.
      loop.later(ClientLimits.FAREWELL, () -> drop(channel));
    }
  }

  private static void drop(Channel channel) {
    ChannelFuture _ = channel.close();
  }
}
