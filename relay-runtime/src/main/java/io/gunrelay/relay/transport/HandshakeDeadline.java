package io.gunrelay.relay.transport;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Closes a connection that is still with HTTP when its time is up. Removed by the upgrade. */
public final class HandshakeDeadline extends ChannelInboundHandlerAdapter {
  private final Duration time;
  private final Runnable missed;
  private @Nullable Future<?> deadline;

  /**
   * @param time from now on
   * @param missed run when it is up
   */
  public HandshakeDeadline(Duration time, Runnable missed) {
    this.time = time;
    this.missed = missed;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    deadline =
        context.executor().schedule(() -> close(context), time.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void close(ChannelHandlerContext context) {
    missed.run();
    ChannelFuture _ = context.close();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    if (deadline != null) {
      deadline.cancel(false);
    }
  }
}
