package io.gunrelay.relay.replication.net;

import io.gunrelay.relay.api.PeerReport;
import io.gunrelay.relay.replication.RegionLinks;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The relays to replicate with: as the names say now, and those that take from this one, which may
 * know it before the names lead to them. Of those of other regions only some are linked with.
 * Thread-safe.
 */
final class Peers {
  /** Makes the peer for an address, which is not started yet. */
  @FunctionalInterface
  interface Dialling {
    /**
     * Makes one.
     *
     * @param review called when what is known of it has changed, before it acts on that
     */
    Peer of(InetSocketAddress address, Takers takers, Runnable review);
  }

  private final List<InetSocketAddress> names;
  private final RegionLinks links;
  private final Dialling dialling;
  private final long patienceNs;
  private final long startedNs;
  private final Map<InetSocketAddress, Peer> peers = new ConcurrentHashMap<>();
  private final Takers takers = new Takers(this::takersChanged);
  private volatile boolean allNamesKnown;

  /**
   * @param names host names or addresses, with ports
   * @param links decides whom to link with
   * @param patienceNs how long from now a name that is not found is waited for
   */
  Peers(
      List<InetSocketAddress> names,
      RegionLinks links,
      Dialling dialling,
      long patienceNs,
      long nowNs) {
    this.names = names;
    this.links = links;
    this.dialling = dialling;
    this.patienceNs = patienceNs;
    this.startedNs = nowNs;
  }

  /** Those that take from this relay. */
  Takers takers() {
    return takers;
  }

  /** Looks the names up: dials who is new, gives up who is gone. By one thread. */
  void lookUp() {
    Set<InetSocketAddress> listed = new HashSet<>();
    boolean all = true;
    for (InetSocketAddress name : names) {
      try {
        for (InetAddress address : InetAddress.getAllByName(name.getHostString())) {
          listed.add(new InetSocketAddress(address, name.getPort()));
        }
      } catch (UnknownHostException e) {
        all = false;
      }
    }
    listed.addAll(takers.addresses());
    dial(listed);
    if (all) {
      peers.forEach((address, peer) -> {
        if (!listed.contains(address) && peer.state().reach() != RegionLinks.Reach.LINKED) {
          peer.stop();
          peers.remove(address);
        }
      });
    }
    review();
    allNamesKnown = all;
  }

  private void dial(Collection<InetSocketAddress> addresses) {
    for (InetSocketAddress address : addresses) {
      peers.computeIfAbsent(
          address,
          unknown -> {
            Peer peer = dialling.of(unknown, takers, this::review);
            peer.start();
            return peer;
          });
    }
  }

  private void takersChanged() {
    dial(takers.addresses());
    review();
  }

  /** Decides again whom to link with. */
  private synchronized void review() {
    RegionLinks.Decision decision =
        links.decide(peers.values().stream().map(peer -> peer.state().candidate()).toList());
    peers.values().forEach(peer -> peer.decided(decision));
  }

  /**
   * Why this relay may still lack changes that others have, empty if it does not.
   *
   * @param readyLag how far behind it may be
   */
  Optional<String> waitingFor(long nowNs, Duration readyLag) {
    if (!allNamesKnown && nowNs - startedNs < patienceNs) {
      return Optional.of("looking up the relays to replicate with");
    }
    for (Peer peer : peers.values()) {
      if (peer.state().beginning() == PeerState.Beginning.PENDING) {
        return Optional.of("being filled from " + peer.text());
      }
    }
    for (Peer peer : peers.values()) {
      Duration behind = peer.state().catchingUp().orElse(Duration.ZERO);
      if (behind.compareTo(readyLag) > 0) {
        return Optional.of(
            "catching up with %s, %d ms behind".formatted(peer.text(), behind.toMillis()));
      }
    }
    return Optional.empty();
  }

  /** Whether all that a peer had is here, of one that says that it lacks nothing itself. */
  boolean hasFilledFromReady() {
    return peers.values().stream()
        .anyMatch(peer ->
            peer.state().beginning() == PeerState.Beginning.FILLED && peer.state().saysReady());
  }

  /** Who they are; not this relay itself. */
  List<PeerReport> reports() {
    return peers.values().stream()
        .filter(peer -> peer.state().beginning() != PeerState.Beginning.NEEDLESS)
        .map(peer -> peer.state().report())
        .toList();
  }

  void stop() throws InterruptedException {
    peers.values().forEach(Peer::stop);
    for (Peer peer : peers.values()) {
      peer.join();
    }
  }
}
