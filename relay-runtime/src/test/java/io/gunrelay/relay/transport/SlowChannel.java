package io.gunrelay.relay.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;

/** A socket that takes as many bytes as it is allowed to. */
final class SlowChannel extends EmbeddedChannel {
  private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
  private long allowed;

  SlowChannel(ChannelHandler... handlers) {
    super(handlers);
    config().setWriteBufferWaterMark(ClientPort.WATERMARK);
  }

  /** Takes so many bytes more, now and later. */
  void take(long bytes) {
    allowed += bytes;
    flush();
  }

  /** What has been taken since the last call. */
  byte[] taken() {
    byte[] bytes = taken.toByteArray();
    taken.reset();
    return bytes;
  }

  @Override
  protected void doWrite(ChannelOutboundBuffer in) {
    while (allowed > 0 && in.current() instanceof ByteBuf frame) {
      int part = (int) Math.min(allowed, frame.readableBytes());
      byte[] bytes = new byte[part];
      frame.getBytes(frame.readerIndex(), bytes);
      taken.writeBytes(bytes);
      allowed -= part;
      in.removeBytes(part);
    }
  }
}
