package io.gunrelay.relay.transport;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import java.net.InetAddress;

/** Hears from a proxy for whom it speaks, before anything else is said; then it is gone. */
final class ProxyHeader extends SimpleChannelInboundHandler<HAProxyMessage> {
  private final Visitor visitor;
  private final ClientContext clients;

  ProxyHeader(Visitor visitor, ClientContext clients) {
    this.visitor = visitor;
    this.clients = clients;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, HAProxyMessage header) {
    if (isWelcome(header)) {
      context.pipeline().remove(this);
    } else {
      clients.metrics().refused.increment();
      visitor.refused(clients.observation(), "address_connections");
      ChannelFuture _ = context.close();
    }
  }

  /** A proxy that speaks for itself, as when it looks whether the relay is there, names nobody. */
  private boolean isWelcome(HAProxyMessage header) {
    String source = header.sourceAddress();
    if (header.command() == HAProxyCommand.LOCAL || source == null) {
      return true;
    }
    try {
      return visitor.speaksFor(InetAddress.ofLiteral(source));
    } catch (IllegalArgumentException notIp) {
      return true;
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    ChannelFuture _ = context.close();
  }
}
