package io.gunrelay.e2e.loadgen.raw;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One connection: a get subscribes it to everything, a put is broadcast, all else is ignored. */
final class RawHandler extends SimpleChannelInboundHandler<TextWebSocketFrame> {
  private static final Pattern GET = Pattern.compile("\\{\"#\":(\"\\w+\"),\"get\":.*");
  private static final ByteBuf PUT =
      Unpooled.unreleasableBuffer(Unpooled.copiedBuffer("\"put\":{", StandardCharsets.US_ASCII));
  private static final int ENVELOPE = 64;

  private final RawLoop own;
  private final List<RawLoop> all;

  RawHandler(RawLoop own, List<RawLoop> all) {
    this.own = own;
    this.all = all;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) {
    ByteBuf text = frame.content();
    int envelope = Math.min(text.readableBytes(), ENVELOPE);
    if (ByteBufUtil.indexOf(PUT, text.slice(text.readerIndex(), envelope)) >= 0) {
      all.forEach(loop -> loop.deliver(text.retain()));
      return;
    }
    Matcher get = GET.matcher(text.toString(StandardCharsets.UTF_8));
    if (get.matches()) {
      own.add(context.channel());
      var _ = context.writeAndFlush(new TextWebSocketFrame("{\"@\":" + get.group(1) + "}"));
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    own.remove(context.channel());
    context.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    var _ = context.close();
  }
}
