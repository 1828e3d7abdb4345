package io.gunrelay.e2e.loadgen.client;

import io.gunrelay.e2e.loadgen.wire.MalformedFrameException;
import io.gunrelay.e2e.loadgen.wire.Message;
import io.gunrelay.e2e.loadgen.wire.MessageIds;
import io.gunrelay.e2e.loadgen.wire.Requests;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** The last handler of a connection: shakes hands as gun.js does and passes messages on. */
final class ClientHandler extends SimpleChannelInboundHandler<TextWebSocketFrame> {
  private final CompletableFuture<GunClient> opened;
  private final GunClient client;
  private final Listener listener;
  private final MessageIds ids;
  private byte[] text = new byte[512];

  ClientHandler(
      CompletableFuture<GunClient> opened, GunClient client, Listener listener, MessageIds ids) {
    this.opened = opened;
    this.client = client;
    this.listener = listener;
    this.ids = ids;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
      client.send(Requests.hi(MessageIds.text(ids.next())));
      opened.complete(client);
    } else if (event == ClientHandshakeStateEvent.HANDSHAKE_TIMEOUT) {
      opened.completeExceptionally(new IOException("no WebSocket handshake in time"));
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, TextWebSocketFrame frame) {
    ByteBuf content = frame.content();
    int length = content.readableBytes();
    if (text.length < length) {
      text = new byte[Math.max(length, text.length * 2)];
    }
    content.readBytes(text, 0, length);
    client.startReading();
    try {
      Message.each(text, 0, length, this::message);
    } catch (MalformedFrameException e) {
      listener.malformed(client, e);
    }
  }

  private void message(Message message) {
    if (!message.dam().present()) {
      listener.message(client, message);
    } else if (message.dam().is("?") && !message.inReplyTo().present()) {
      String id = MessageIds.text(ids.next());
      client.send(Requests.handshake(id, id, message.id()));
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    client.endReading();
    ctx.fireChannelReadComplete();
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
    opened.completeExceptionally(cause);
    var _ = ctx.close();
  }
}
