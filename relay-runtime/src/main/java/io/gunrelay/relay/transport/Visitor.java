package io.gunrelay.relay.transport;

import io.gunrelay.relay.audit.Event;
import io.gunrelay.relay.clients.ClientNetwork;
import io.gunrelay.relay.limits.Account;
import io.netty.channel.Channel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * Who is at the other end of a socket, as far as it is known yet, and whose account it is on. A
 * proxy is on nobody's until it says for whom it speaks. Belongs to the channel's loop.
 */
final class Visitor {
  private final Edge edge;
  private final Channel channel;
  private InetAddress address;
  private Account account;

  private Visitor(Edge edge, Channel channel, InetAddress address) {
    this.edge = edge;
    this.channel = channel;
    this.address = address;
    account = edge.limits().everybody();
  }

  /** Whoever has just connected; empty if its socket should be closed at once. */
  static Optional<Visitor> arrived(Edge edge, Channel channel) {
    if (!(channel.remoteAddress() instanceof InetSocketAddress peer)) {
      return Optional.empty();
    }
    Visitor visitor = at(peer.getAddress(), edge, channel);
    return visitor.isProxy() || visitor.enter() ? Optional.of(visitor) : Optional.empty();
  }

  /** Whoever is at an address, and on nobody's account yet. */
  static Visitor at(InetAddress address, Edge edge, Channel channel) {
    return new Visitor(edge, channel, address);
  }

  /** Whether it may say for whom it speaks. */
  boolean isProxy() {
    return edge.proxies().contains(address);
  }

  /** Its address as text: the client's, if a proxy has named it. */
  String address() {
    return address.getHostAddress();
  }

  /** It may not come in. */
  void refused(Observation observation, String rule) {
    if (observation.audit().isOn()) {
      observation.audit().add(new Event.Refused("connection", rule, 0, address(), ""));
    }
  }

  Account account() {
    return account;
  }

  /**
   * A proxy has said for whom it speaks; a client's word is not heard.
   *
   * @return false if that client may not have another connection
   */
  boolean speaksFor(InetAddress client) {
    if (!isProxy()) {
      return true;
    }
    address = client;
    return isProxy() || enter();
  }

  /** The same, as HTTP proxies say it. */
  boolean speaksFor(List<String> forwardedFor) {
    return !isProxy() || speaksFor(edge.proxies().client(address, forwardedFor));
  }

  private boolean enter() {
    Optional<Account> entered = edge.limits().enter(ClientNetwork.of(address));
    entered.ifPresent(own -> {
      account = own;
      if (!own.isShared()) {
        channel.closeFuture().addListener(closed -> own.left());
      }
    });
    return entered.isPresent();
  }
}
