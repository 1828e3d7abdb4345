package io.gunrelay.e2e.loadgen.client;

import io.gunrelay.e2e.loadgen.wire.MalformedFrameException;
import io.gunrelay.e2e.loadgen.wire.Message;
import io.gunrelay.e2e.loadgen.wire.MessageIds;
import io.gunrelay.e2e.loadgen.wire.Requests;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.FastThreadLocal;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * All of a connection but its socket and TLS: opens the WebSocket, shakes hands as gun.js does and
 * passes on what comes. One handler, because each more would cost time for every delivery.
 */
final class ClientHandler extends ChannelInboundHandlerAdapter implements FrameWalk.Sink {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final FastThreadLocal<byte[]> SCRATCH =
      new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
          return new byte[256 << 10];
        }
      };

  private final CompletableFuture<GunClient> opened;
  private final GunClient client;
  private final Listener listener;
  private final Handshake handshake;
  private final MessageIds ids;
  private final FrameWalk frames = new FrameWalk();
  private ByteBuf answer = Unpooled.EMPTY_BUFFER;
  private boolean open;

  ClientHandler(
      CompletableFuture<GunClient> opened,
      GunClient client,
      Listener listener,
      Handshake handshake,
      MessageIds ids) {
    this.opened = opened;
    this.client = client;
    this.listener = listener;
    this.handshake = handshake;
    this.ids = ids;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    answer = Unpooled.buffer(256);
    var _ = ctx.writeAndFlush(handshake.request(ctx.alloc()));
    var deadline =
        ctx.executor()
            .schedule(
                () -> fail(ctx, new IOException("no WebSocket handshake in time")),
                TIMEOUT.toMillis(),
                TimeUnit.MILLISECONDS);
    var _ = opened.whenComplete((client, why) -> deadline.cancel(false));
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object read) throws IOException {
    ByteBuf in = (ByteBuf) read;
    client.startReading();
    try {
      if (open) {
        frames.read(in, SCRATCH.get(), this);
      } else {
        answer.writeBytes(in);
        if (handshake.takeAnswer(answer)) {
          open = true;
          client.send(Requests.hi(MessageIds.text(ids.next())));
          opened.complete(client);
          frames.read(answer, SCRATCH.get(), this);
          answer = Unpooled.EMPTY_BUFFER;
        }
      }
    } finally {
      in.release();
    }
  }

  @Override
  public void text(byte[] text, int start, int end) {
    if (listener.frame(client, text, start, end)) {
      return;
    }
    try {
      Message.each(text, start, end, this::message);
    } catch (MalformedFrameException e) {
      listener.malformed(client, e);
    }
  }

  private void message(Message message) {
    if (!message.dam().present()) {
      listener.message(client, message);
    } else if (message.dam().is("mob")) {
      listener.sentAway(client);
    } else if (message.dam().is("?") && !message.inReplyTo().present()) {
      String id = MessageIds.text(ids.next());
      client.send(Requests.handshake(id, id, message.id()));
    }
  }

  @Override
  public void ping(byte[] bytes, int start, int end) {
    client.pong(Arrays.copyOfRange(bytes, start, end));
  }

  @Override
  public void goodbye() {
    client.close();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    listener.caughtUp(client);
    client.endReading();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (!opened.completeExceptionally(new IOException("closed before the handshake"))
        && !opened.isCompletedExceptionally()) {
      listener.closed(client);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    fail(ctx, cause);
  }

  private void fail(ChannelHandlerContext ctx, Throwable cause) {
    opened.completeExceptionally(cause);
    var _ = ctx.close();
  }
}
