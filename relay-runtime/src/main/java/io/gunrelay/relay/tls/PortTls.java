package io.gunrelay.relay.tls;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Makes the channels of a port speak TLS, or leaves them as they are. Thread-safe. */
public final class PortTls {
  private static final String NAME = "tls";

  private final TlsMetrics metrics;
  private final TlsVersion least;
  private final boolean asks;
  private final Optional<TicketKeys> tickets;
  private volatile @Nullable SslContext present;
  private @Nullable SslContext replaced;

  PortTls(TlsFiles files, TlsVersion least, Optional<TicketKeys> tickets, TlsMetrics metrics) {
    this.least = least;
    this.metrics = metrics;
    this.tickets = tickets;
    asks = !files.authorities().isEmpty();
  }

  /** Adds a handler that speaks TLS, behind those that are there already. In the channel's loop. */
  public void protect(Channel channel) {
    SslContext context = present;
    if (context == null) {
      return;
    }
    SslHandler handler = context.newHandler(channel.alloc());
    handler.handshakeFuture().addListener(done -> metrics.handshake(done.isSuccess()));
    channel.pipeline().addLast(NAME, handler);
  }

  /** Whether the other end has to show who it is. */
  public boolean asks() {
    return asks;
  }

  /** Whether the other end has shown who it is, if it has to. In the channel's loop. */
  public boolean knows(Channel channel) {
    if (!asks) {
      return true;
    }
    SslHandler handler = channel.pipeline().get(SslHandler.class);
    try {
      return handler != null && handler.engine().getSession().getPeerCertificates().length > 0;
    } catch (SSLPeerUnverifiedException e) {
      return false;
    }
  }

  /**
   * Connections from now on get the new certificate; those that are there keep theirs. The context
   * before the last one is let go: nobody makes a handler of it any more, and each handler holds
   * what it was made of.
   */
  void use(Identity identity) throws TlsException {
    SslContext context = PortContexts.make(identity, least);
    tickets.ifPresent(keys -> keys.putInto(context));
    ReferenceCountUtil.release(replaced);
    replaced = present;
    present = context;
  }

  /** Takes new keys for tickets. By the thread that calls {@link #use}. */
  void turnTicketKeys() {
    SslContext context = present;
    if (context != null && tickets.isPresent()) {
      tickets.get().turn();
      tickets.get().putInto(context);
    }
  }
}
