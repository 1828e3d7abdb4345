package io.gunrelay.relay.replication.net;

import io.gunrelay.relay.api.PeerReport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The relays to replicate with: as the names say now, and those that take from this one, which may
 * know it before the names lead to them. Thread-safe.
 */
final class Peers implements SourceLink.Callers {
  private final List<InetSocketAddress> names;
  private final Function<InetSocketAddress, Peer> dialled;
  private final long patienceNs;
  private final long startedNs;
  private final Map<InetSocketAddress, Peer> peers = new ConcurrentHashMap<>();
  private final Map<InetSocketAddress, Integer> links = new ConcurrentHashMap<>();
  private volatile boolean allNamesKnown;

  /**
   * @param names host names or addresses, with ports
   * @param dialled makes the peer for an address, which is not started yet
   * @param patienceNs how long from now a name that is not found is waited for
   */
  Peers(
      List<InetSocketAddress> names,
      Function<InetSocketAddress, Peer> dialled,
      long patienceNs,
      long nowNs) {
    this.names = names;
    this.dialled = dialled;
    this.patienceNs = patienceNs;
    this.startedNs = nowNs;
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
    listed.addAll(links.keySet());
    listed.forEach(this::dial);
    if (all) {
      peers.forEach((address, peer) -> {
        if (!listed.contains(address) && !peer.isConnected()) {
          peer.stop();
          peers.remove(address);
        }
      });
    }
    allNamesKnown = all;
  }

  private void dial(InetSocketAddress address) {
    peers.computeIfAbsent(
        address,
        unknown -> {
          Peer peer = dialled.apply(unknown);
          peer.start();
          return peer;
        });
  }

  @Override
  public void called(InetSocketAddress from) {
    links.merge(from, 1, Integer::sum);
    dial(from);
  }

  @Override
  public void gone(InetSocketAddress from) {
    links.computeIfPresent(from, (address, count) -> count == 1 ? null : count - 1);
  }

  /** Why this relay may still lack changes that others have, empty if it does not. */
  Optional<String> waitingFor(long nowNs) {
    if (!allNamesKnown && nowNs - startedNs < patienceNs) {
      return Optional.of("looking up the relays to replicate with");
    }
    for (Peer peer : peers.values()) {
      if (peer.beginning() == Peer.Beginning.PENDING) {
        return Optional.of("being filled from " + peer.text());
      }
    }
    return Optional.empty();
  }

  /** Whether all that a peer had is here, of one that says that it lacks nothing itself. */
  boolean hasFilledFromReady() {
    return peers.values().stream()
        .anyMatch(peer -> peer.beginning() == Peer.Beginning.FILLED && peer.saysReady());
  }

  /** Who they are; not this relay itself. */
  List<PeerReport> reports() {
    return peers.values().stream()
        .filter(peer -> peer.beginning() != Peer.Beginning.NEEDLESS || peer.isConnected())
        .map(Peer::report)
        .toList();
  }

  void stop() throws InterruptedException {
    peers.values().forEach(Peer::stop);
    for (Peer peer : peers.values()) {
      peer.join();
    }
  }
}
