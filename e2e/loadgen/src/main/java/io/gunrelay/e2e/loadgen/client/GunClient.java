package io.gunrelay.e2e.loadgen.client;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.EventLoop;

/** One open connection to a relay. */
public final class GunClient {
  private final Channel channel;
  // Confined to the event loop: while a frame is read, what is sent waits for one flush at its end.
  private boolean reading;
  private boolean written;

  GunClient(Channel channel) {
    this.channel = channel;
  }

  /** The thread that all of this connection's events come from. */
  public EventLoop loop() {
    return channel.eventLoop();
  }

  /** Sends one message; from any thread. What cannot be sent any more is dropped. */
  public void send(String message) {
    write(ClientFrames.text(channel.alloc(), message));
  }

  void pong(byte[] payload) {
    write(ClientFrames.pong(channel.alloc(), payload));
  }

  private void write(ByteBuf frame) {
    if (loop().inEventLoop() && reading) {
      written = true;
      var _ = channel.write(frame, channel.voidPromise());
    } else {
      var _ = channel.writeAndFlush(frame, channel.voidPromise());
    }
  }

  /** Says goodbye and closes. */
  public void close() {
    var goodbye = channel.writeAndFlush(ClientFrames.close(channel.alloc()));
    goodbye.addListener(ChannelFutureListener.CLOSE);
  }

  /** Closes without a word, as a device does whose network is gone. */
  public void abandon() {
    var _ = channel.close();
  }

  /** Stops reading what the relay sends, or goes on. */
  public void read(boolean on) {
    channel.config().setAutoRead(on);
  }

  /** Whether the connection is still there. */
  public boolean isOpen() {
    return channel.isActive();
  }

  void startReading() {
    reading = true;
  }

  void endReading() {
    reading = false;
    if (written) {
      written = false;
      channel.flush();
    }
  }
}
